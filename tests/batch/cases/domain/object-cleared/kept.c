/*
 * memset() writes the member without naming it.
 * kept: memset(c, ...)
 */
void f(struct ctx *c, int n)
{
	while (n--) {
		iommu_unmap(c->domain, c->base, SZ_4K);
		memset(c, 0, sizeof(*c));
	}
}
