/*
 * One caller has not.
 * kept: cannot be told that the domain may be looked at
 */
static void f(struct ctx *c, int n)
{
	while (n--)
		iommu_unmap(c->domain, n * PAGE_SIZE, PAGE_SIZE);
}

void g(struct ctx *c)
{
	c->total = 0;
	f(c, c->count);
}

void h(struct ctx *c)
{
	f(c, 0);
}
