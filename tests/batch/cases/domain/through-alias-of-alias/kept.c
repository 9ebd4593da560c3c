/*
 * Two stars, and parentheses around the store.
 * kept: the domain may be another each round
 */
void f(struct iommu_domain *d, unsigned long iova, int n)
{
	struct iommu_domain **alias = &d, ***far = &alias;
	int i;

	for (i = 0; i < n; i++) {
		iommu_unmap(d, iova, SZ_4K);
		(**far) = dom_get(i);
	}
}
