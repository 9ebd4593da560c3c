void while_loop(struct iommu_domain *domain, unsigned long iova, int n)
{
	int i = 0;

	while (n-- > 0) {
		iommu_tlb_range_add(domain, iova,
				    iommu_unmap(domain, iova, SZ_4K));
		iova += SZ_4K;
	}
	if (domain)
		iommu_tlb_sync(domain);
	done(domain, i);
}
