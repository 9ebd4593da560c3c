/* The runs of two domains, one inside the other. */
void f(struct iommu_domain *a, struct iommu_domain *b, size_t n)
{
	iommu_unmap(a, 0, n);
	iommu_unmap(b, 0, n);
	iommu_unmap(a, SZ_2M, n);
	iommu_unmap(b, SZ_2M, n);
}
