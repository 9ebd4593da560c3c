void while_loop(struct iommu_domain *domain, unsigned long iova, int n)
{
	struct iommu_iotlb_gather gather;
	int i = 0;

	iommu_iotlb_gather_init(&gather);
	while (n-- > 0) {
		iommu_unmap_fast(domain, iova, SZ_4K, &gather);
		iova += SZ_4K;
	}
	if (domain)
		iommu_iotlb_sync(domain, &gather);
	done(domain, i);
}
