void while_loop(struct iommu_domain *domain, unsigned long iova, int n)
{
	int i = 0;

	while (n-- > 0) {
		iommu_unmap_async(domain, iova, SZ_4K);
		iova += SZ_4K;
	}
	if (domain)
		iommu_tlb_sync(domain);
	done(domain, i);
}
