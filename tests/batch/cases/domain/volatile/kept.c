/*
 * A volatile variable may change at any time.
 * kept: volatile
 */
void f(unsigned long iova, int n)
{
	struct iommu_domain *volatile d = dom_get(0);

	while (n--)
		iommu_unmap(d, iova, SZ_4K);
}
