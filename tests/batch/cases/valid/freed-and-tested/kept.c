/*
 * It was tested, and then freed.
 * kept: the domain may have been freed
 */
int f(struct iommu_domain *d, int n)
{
	if (!d)
		return -1;
	if (!n)
		iommu_domain_free(d);
	while (n--)
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
	return 0;
}
