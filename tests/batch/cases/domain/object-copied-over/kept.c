/*
 * The whole object is replaced, its domain with it.
 * kept: the domain may be another each round
 */
void f(struct ctx *c, struct ctx *other, int n)
{
	while (n--) {
		iommu_unmap(c->domain, c->base, SZ_4K);
		*c = *other;
	}
}
