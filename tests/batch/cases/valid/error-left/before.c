/* Each way out asks, but the one behind an unmap, which needs the domain. */
int f(struct device *dev, int n)
{
	struct iommu_domain *d = iommu_paging_domain_alloc(dev);

	while (n--) {
		if (n == 7)
			return -1;
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
		if (n == 5)
			return 1;
	}
	return 0;
}
