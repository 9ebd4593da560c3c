/* Each way out asks, but the one behind an unmap, which needs the domain. */
int f(struct device *dev, int n)
{
	struct iommu_iotlb_gather gather;
	struct iommu_domain *d = iommu_paging_domain_alloc(dev);

	iommu_iotlb_gather_init(&gather);
	while (n--) {
		if (n == 7) {
			if (!IS_ERR_OR_NULL(d))
				iommu_iotlb_sync(d, &gather);
			return -1;
		}
		iommu_unmap_fast(d, n * PAGE_SIZE, PAGE_SIZE, &gather);
		if (n == 5) {
			iommu_iotlb_sync(d, &gather);
			return 1;
		}
	}
	if (!IS_ERR_OR_NULL(d))
		iommu_iotlb_sync(d, &gather);
	return 0;
}
