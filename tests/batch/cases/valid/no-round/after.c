/* If there is no round, the domain may be NULL. */
void f(struct iommu_domain *d, int n)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	while (n--)
		iommu_unmap_fast(d, n * PAGE_SIZE, PAGE_SIZE, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
}
