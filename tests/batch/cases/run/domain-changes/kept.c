/*
 * The variable is another domain by then.
 * kept: d is assigned at line 8
 */
void f(struct iommu_domain *d, struct iommu_domain *e, size_t n)
{
	iommu_unmap(d, 0, n);
	d = e;
	iommu_unmap(d, SZ_2M, n);
}
