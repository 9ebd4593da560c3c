/* It has been tested before. */
int f(struct iommu_domain *d, int n)
{
	if (!d)
		return -1;
	while (n--)
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
	return 0;
}
