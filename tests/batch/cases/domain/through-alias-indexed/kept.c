/*
 * alias[0] is the variable as much as *alias.
 * kept: the domain may be another each round
 */
void f(struct iommu_domain *d, unsigned long iova, int n)
{
	struct iommu_domain **alias = &d;
	int i;

	for (i = 0; i < n; i++) {
		iommu_unmap(d, iova, SZ_4K);
		alias[0] = dom_get(i);
	}
}
