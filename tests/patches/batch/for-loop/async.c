size_t for_loop(struct iommu_domain *domain, unsigned long iova, int n)
{
	size_t sum = 0, unmapped;
	int i;

	for (i = 0; i < n; i++) {
		unmapped = iommu_unmap_async(domain, iova, SZ_4K);	/* one page */
		if (unmapped != SZ_4K) {
			dev_err(dev, "%zu left\n", unmapped);
			break;
		}
		sum += unmapped;
		iova += SZ_4K;
	}
	if (domain)
		iommu_tlb_sync(domain);
	return sum;
}
