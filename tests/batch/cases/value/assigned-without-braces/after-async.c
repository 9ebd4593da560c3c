/* The only statement of the loop. */
size_t f(struct iommu_domain *d, unsigned long iova, int n)
{
	size_t last = 0;

	while (n--)
		last = iommu_unmap_async(d, iova + n * SZ_4K, SZ_4K);
	if (d)
		iommu_tlb_sync(d);
	return last;
}
