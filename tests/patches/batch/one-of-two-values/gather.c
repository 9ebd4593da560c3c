/* Where a range is queued by name, the one unmap keeps the other back. */
void one_of_two(struct iommu_domain *domain, unsigned long iova, int n)
{
	struct iommu_iotlb_gather gather;
	size_t sum = 0;

	iommu_iotlb_gather_init(&gather);
	while (n--) {
		iommu_unmap_fast(domain, iova, SZ_4K, &gather);
		sum += iommu_unmap_fast(domain, iova + SZ_8K, SZ_4K, &gather);
		iova += SZ_16K;
	}
	if (domain)
		iommu_iotlb_sync(domain, &gather);
}
