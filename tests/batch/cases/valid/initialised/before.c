/* A value is there, and may be NULL. */
void f(struct ctx *c, int n)
{
	struct iommu_domain *d = c->domain;

	while (n--)
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
}
