/* A use behind && proves nothing. */
void f(struct iommu_domain *d, int n)
{
	use(n && d->type);
	while (n--)
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
}
