/*
 * The member's address goes to a helper, which writes there.
 * kept: domain is changed, or its address taken
 */
static void next(struct iommu_domain **p)
{
	*p = dom_next(*p);
}

void f(struct ctx *c, unsigned long iova, int n)
{
	while (n--) {
		iommu_unmap(c->domain, iova, SZ_4K);
		next(&(c->domain));
	}
}
