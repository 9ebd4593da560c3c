/*
 * What was freed is no error, and no test tells it.
 * kept: the domain may have been freed
 */
int f(struct device *dev, int n)
{
	struct iommu_domain *d = iommu_paging_domain_alloc(dev);

	if (IS_ERR(d))
		return -1;
	if (!n)
		iommu_domain_free(d);
	while (n--)
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
	return 0;
}
