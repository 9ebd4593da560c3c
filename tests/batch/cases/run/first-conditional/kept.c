/*
 * The first may not happen.
 * kept: a single unmap
 */
void f(struct iommu_domain *d, size_t n)
{
	if (n > SZ_4K)
		iommu_unmap(d, 0, n);
	iommu_unmap(d, SZ_2M, n);
}
