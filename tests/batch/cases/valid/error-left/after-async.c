/* Each way out asks, but the one behind an unmap, which needs the domain. */
int f(struct device *dev, int n)
{
	struct iommu_domain *d = iommu_paging_domain_alloc(dev);

	while (n--) {
		if (n == 7) {
			if (!IS_ERR_OR_NULL(d))
				iommu_tlb_sync(d);
			return -1;
		}
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
		if (n == 5) {
			iommu_tlb_sync(d);
			return 1;
		}
	}
	if (!IS_ERR_OR_NULL(d))
		iommu_tlb_sync(d);
	return 0;
}
