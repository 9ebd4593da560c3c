/*
 * The same in the loop's body.
 * kept: the domain may be another each round
 */
void f(struct ctx *c, int n)
{
	struct iommu_domain *d = c->domain;

	while (n--) {
		struct iommu_domain *other = c->domain, *d = dom_next(other);

		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
	}
	use(d->type);
}
