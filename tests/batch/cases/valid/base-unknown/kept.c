/*
 * The pointer to the domain's owner may be NULL.
 * kept: cannot be told that the domain may be looked at
 */
void f(struct ctx *c, int n)
{
	while (n--)
		iommu_unmap(c->domain, n * PAGE_SIZE, PAGE_SIZE);
}
