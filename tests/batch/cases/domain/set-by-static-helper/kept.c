/*
 * A function of the file changes the member.
 * kept: domain is changed, or its address taken, at line 7
 */
static void next(struct ctx *c)
{
	c->domain = c->first->domain;
}

void f(struct ctx *c, int n)
{
	while (n--) {
		iommu_unmap(c->domain, c->base, SZ_4K);
		next(c);
	}
}
