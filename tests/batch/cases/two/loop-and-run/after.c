/* A loop and a run. */
void f(struct iommu_domain *d, struct map *m, int n)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next)
		iommu_unmap_fast(d, m->iova, m->len, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
	use(n);
	iommu_iotlb_gather_init(&gather);
	iommu_unmap_fast(d, 0, SZ_4K, &gather);
	iommu_unmap_fast(d, SZ_2M, SZ_4K, &gather);
	iommu_iotlb_sync(d, &gather);
}
