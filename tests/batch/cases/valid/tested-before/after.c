/* It has been tested before. */
int f(struct iommu_domain *d, int n)
{
	struct iommu_iotlb_gather gather;

	if (!d)
		return -1;
	iommu_iotlb_gather_init(&gather);
	while (n--)
		iommu_unmap_fast(d, n * PAGE_SIZE, PAGE_SIZE, &gather);
	iommu_iotlb_sync(d, &gather);
	return 0;
}
