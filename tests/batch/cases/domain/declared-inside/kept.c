/*
 * Each round has a domain of its own.
 * kept: the domain may be another each round
 */
void f(struct ctx *c, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		struct iommu_domain *d = dom_get(i);

		iommu_unmap(d, c->base, SZ_4K);
	}
}
