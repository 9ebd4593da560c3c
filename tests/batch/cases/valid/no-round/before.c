/* If there is no round, the domain may be NULL. */
void f(struct iommu_domain *d, int n)
{
	while (n--)
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
}
