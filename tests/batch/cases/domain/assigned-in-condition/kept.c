/*
 * The loop's head changes it.
 * kept: d is assigned
 */
void f(struct ctx *c, int n)
{
	struct iommu_domain *d;

	while ((d = dom_get(n--)))
		iommu_unmap(d, c->base, SZ_4K);
}
