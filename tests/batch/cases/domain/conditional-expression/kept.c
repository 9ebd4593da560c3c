/*
 * Which domain it is depends.
 * kept: neither a variable nor a member
 */
void f(struct iommu_domain *a, struct iommu_domain *b,
       unsigned long iova, int n)
{
	while (n--)
		iommu_unmap(n & 1 ? a : b, iova, SZ_4K);
}
