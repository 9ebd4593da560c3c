/* Two batches of one function share the variable. */
void f(struct iommu_domain *d, struct map *m, int n)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next)
		iommu_unmap_fast(d, m->iova, m->len, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
	iommu_iotlb_gather_init(&gather);
	while (n--)
		iommu_unmap_fast(d, n * PAGE_SIZE, PAGE_SIZE, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
}
