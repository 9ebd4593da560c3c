/*
 * (d) = ... is an assignment to d.
 * kept: d is assigned at line 10
 */
void f(struct iommu_domain *d, unsigned long iova, int n)
{
	while (n--) {
		iommu_unmap(d, iova, SZ_4K);
		iova += SZ_4K;
		(d) = dom_next(d);
	}
}
