/*
 * The second of the two is conditional: the flush would be, too.
 * kept: a single unmap
 */
void f(struct iommu_domain *d, size_t n)
{
	iommu_unmap(d, 0, n);
#ifdef CONFIG_A
	iommu_unmap(d, SZ_2M, n);
#endif
	use(n);
}
