/* Declared behind a comma, it is a variable all the same. */
void f(struct ctx *c, int n)
{
	struct iommu_domain *other = NULL, *d = c->domain;

	if (other)
		return;
	while (n--)
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
}
