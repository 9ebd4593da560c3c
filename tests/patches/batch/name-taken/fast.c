/* Style gather needs the name itself. */
void name_taken(struct iommu_domain *domain, unsigned long iova, int n)
{
	int gather = n;

	while (gather--) {
		iommu_tlb_range_add(domain, iova,
				    iommu_unmap_fast(domain, iova, SZ_4K));
		iova += SZ_4K;
	}
	if (domain)
		iommu_tlb_sync(domain);
}
