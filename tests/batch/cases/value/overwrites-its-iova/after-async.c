/* The variable holds the IOVA before and the size behind. */
void f(struct iommu_domain *d, size_t n, int rounds)
{
	while (rounds--) {
		n = iommu_unmap_async(d, n, SZ_4K);
		cond_resched();
	}
	if (d)
		iommu_tlb_sync(d);
}
