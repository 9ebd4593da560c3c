/*
 * Where the loop does not run the domain is gone, and still not NULL.
 * kept: the domain may have been freed
 */
void f(struct iommu_domain *d, int n)
{
	if (!n)
		iommu_domain_free(d);
	while (n--)
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
}
