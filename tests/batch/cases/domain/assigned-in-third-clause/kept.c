/*
 * A for loop whose step is the next domain.
 * kept: d is assigned at line 9
 */
void f(struct iommu_domain *first, unsigned long iova)
{
	struct iommu_domain *d;

	for (d = first; d; d = dom_next(d))
		iommu_unmap(d, iova, SZ_4K);
}
