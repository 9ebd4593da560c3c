/*
 * The address was taken before the loop; a helper stores through it.
 * kept: the domain may be another each round
 */
static void next(struct iommu_domain **slot)
{
	*slot = dom_next(*slot);
}

void f(struct ctx *c, unsigned long iova, int n)
{
	struct iommu_domain **slot = &c->domain;

	while (n--) {
		iommu_unmap(c->domain, iova, SZ_4K);
		next(slot);
	}
}
