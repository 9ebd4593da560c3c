/* Whoever has excluded both needs no test, whether the loop runs or not. */
int f(struct device *dev, int n)
{
	struct iommu_domain *d = iommu_paging_domain_alloc(dev);

	if (!IS_ERR_OR_NULL(d)) {
		while (n--)
			iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
		iommu_tlb_sync(d);
		return 0;
	}
	return -1;
}
