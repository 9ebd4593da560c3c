/* The variable may hold an error, which is not NULL: the flush asks for both. */
int f(struct device *dev, int n)
{
	struct iommu_iotlb_gather gather;
	struct iommu_domain *d = iommu_paging_domain_alloc(dev);
	int err = -1;

	if (IS_ERR(d))
		goto undo;
	err = 0;
undo:
	iommu_iotlb_gather_init(&gather);
	while (n--)
		iommu_unmap_fast(d, n * PAGE_SIZE, PAGE_SIZE, &gather);
	if (!IS_ERR_OR_NULL(d))
		iommu_iotlb_sync(d, &gather);
	return err;
}
