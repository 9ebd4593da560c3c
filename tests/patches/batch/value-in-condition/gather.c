int value_in_condition(struct iommu_domain *domain, unsigned long iova, int n)
{
	struct iommu_iotlb_gather gather;
	int i;

	iommu_iotlb_gather_init(&gather);
	for (i = 0; i < n; i++) {
		if (iommu_unmap_fast(domain, iova, SZ_4K, &gather) != SZ_4K)
			break;
		iova += SZ_4K;
	}
	if (domain)
		iommu_iotlb_sync(domain, &gather);
	return i;
}
