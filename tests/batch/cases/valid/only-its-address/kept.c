/*
 * &c->flags works with NULL, too; so c->domain may not be looked at.
 * kept: cannot be told that the domain may be looked at
 */
void f(struct ctx *c, int n)
{
	unsigned long *flags = &c->flags;

	while (n--)
		iommu_unmap(c->domain, n * PAGE_SIZE + *flags, PAGE_SIZE);
}
