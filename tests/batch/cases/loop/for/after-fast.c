/* One statement, no braces. */
void f(struct iommu_domain *d, unsigned long iova, int n)
{
	int i;

	for (i = 0; i < n; i++)
		iommu_tlb_range_add(d, iova + i * SZ_4K,
				    iommu_unmap_fast(d, iova + i * SZ_4K, SZ_4K));
	if (d)
		iommu_tlb_sync(d);
}
