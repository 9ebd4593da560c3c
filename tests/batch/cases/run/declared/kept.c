/*
 * Nothing may stand before declarations.
 * kept: it is a declaration
 */
size_t f(struct iommu_domain *d, size_t n)
{
	size_t a = iommu_unmap(d, 0, n);
	size_t b = iommu_unmap(d, SZ_2M, n);

	return a + b;
}
