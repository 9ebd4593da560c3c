/*
 * A function gives the domain.
 * kept: neither a variable nor a member
 */
void f(struct iommu_domain *d, unsigned long iova, int n)
{
	while (n--)
		iommu_unmap(dom_next(d), iova, SZ_4K);
}
