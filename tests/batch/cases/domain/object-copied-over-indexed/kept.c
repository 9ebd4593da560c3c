/*
 * c[0] is *c.
 * kept: the domain may be another each round
 */
void f(struct ctx *c, struct ctx *other, int n)
{
	while (n--) {
		iommu_unmap(c->domain, c->base, SZ_4K);
		c[0] = *other;
	}
}
