/* The variable may hold an error, which is not NULL: the flush asks for both. */
int f(struct device *dev, int n)
{
	struct iommu_domain *d = iommu_paging_domain_alloc(dev);
	int err = -1;

	if (IS_ERR(d))
		goto undo;
	err = 0;
undo:
	while (n--)
		iommu_tlb_range_add(d, n * PAGE_SIZE, iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE));
	if (!IS_ERR_OR_NULL(d))
		iommu_tlb_sync(d);
	return err;
}
