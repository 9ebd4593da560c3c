/* An argument of another call. */
void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next)
		WARN_ON(iommu_unmap_fast(d, m->iova, m->len, &gather) != m->len);
	if (d)
		iommu_iotlb_sync(d, &gather);
}
