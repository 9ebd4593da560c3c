/* The IOVA moves on while it is passed. */
void f(struct iommu_domain *d, unsigned long iova, int n)
{
	while (n--)
		iommu_unmap_async(d, iova += SZ_4K, SZ_4K);
	if (d)
		iommu_tlb_sync(d);
}
