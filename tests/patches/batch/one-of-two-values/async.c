/* Where a range is queued by name, the one unmap keeps the other back. */
void one_of_two(struct iommu_domain *domain, unsigned long iova, int n)
{
	size_t sum = 0;

	while (n--) {
		iommu_unmap_async(domain, iova, SZ_4K);
		sum += iommu_unmap_async(domain, iova + SZ_8K, SZ_4K);
		iova += SZ_16K;
	}
	if (domain)
		iommu_tlb_sync(domain);
}
