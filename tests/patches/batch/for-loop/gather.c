size_t for_loop(struct iommu_domain *domain, unsigned long iova, int n)
{
	struct iommu_iotlb_gather gather;
	size_t sum = 0, unmapped;
	int i;

	iommu_iotlb_gather_init(&gather);
	for (i = 0; i < n; i++) {
		unmapped = iommu_unmap_fast(domain, iova, SZ_4K, &gather);	/* one page */
		if (unmapped != SZ_4K) {
			dev_err(dev, "%zu left\n", unmapped);
			break;
		}
		sum += unmapped;
		iova += SZ_4K;
	}
	if (domain)
		iommu_iotlb_sync(domain, &gather);
	return sum;
}
