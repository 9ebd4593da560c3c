/*
 * Other files may call it as well.
 * kept: cannot be told that the domain may be looked at
 */
void f(struct ctx *c, int n)
{
	while (n--)
		iommu_unmap(c->domain, n * PAGE_SIZE, PAGE_SIZE);
}

void g(struct ctx *c)
{
	c->total = 0;
	f(c, c->count);
}
