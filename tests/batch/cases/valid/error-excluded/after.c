/* Whoever has excluded both needs no test, whether the loop runs or not. */
int f(struct device *dev, int n)
{
	struct iommu_iotlb_gather gather;
	struct iommu_domain *d = iommu_paging_domain_alloc(dev);

	if (!IS_ERR_OR_NULL(d)) {
		iommu_iotlb_gather_init(&gather);
		while (n--)
			iommu_unmap_fast(d, n * PAGE_SIZE, PAGE_SIZE, &gather);
		iommu_iotlb_sync(d, &gather);
		return 0;
	}
	return -1;
}
