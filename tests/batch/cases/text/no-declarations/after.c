/* The variable is the first of the function. */
void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	use(1);
	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next)
		iommu_unmap_fast(d, m->iova, m->len, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
}
