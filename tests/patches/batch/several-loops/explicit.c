/* Two unmaps in a loop, two loops in a function, two functions. */
void several(struct iommu_domain *domain, unsigned long iova, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		iommu_tlb_range_add(domain, iova,
				    iommu_unmap(domain, iova, SZ_4K));
		iommu_tlb_range_add(domain, iova + SZ_8K,
				    iommu_unmap(domain, iova + SZ_8K, SZ_4K));
		iova += SZ_16K;
	}
	if (domain)
		iommu_tlb_sync(domain);
	while (n--) {
		iommu_unmap_sync(domain, iova, SZ_4K);
		put_page(page);
	}
	while (i--) {
		iommu_tlb_range_add(domain, iova,
				    iommu_unmap(domain, iova, SZ_4K));
		iova += SZ_4K;
	}
	if (domain)
		iommu_tlb_sync(domain);
}

void again(struct iommu_domain *domain, unsigned long iova, int n)
{
	size_t size = SZ_4K;

	while (n--) {
		iommu_tlb_range_add(domain, iova,
				    iommu_unmap(domain, iova, size));
		iova += size;
	}
	if (domain)
		iommu_tlb_sync(domain);
}
