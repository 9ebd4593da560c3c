/* It has been used before: no test is needed. */
void f(struct iommu_domain *d, int n)
{
	use(d->type);
	while (n--)
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
}
