/* Whole statements in the arms: both are looked at. */
void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
#ifdef CONFIG_A
		iommu_unmap_fast(d, m->iova, m->len, &gather);
#else
		iommu_unmap_fast(d, m->iova, SZ_2M, &gather);
#endif
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
}
