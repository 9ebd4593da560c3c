/* Two unmaps in a loop, two loops in a function, two functions. */
void several(struct iommu_domain *domain, unsigned long iova, int n)
{
	struct iommu_iotlb_gather gather;
	int i;

	iommu_iotlb_gather_init(&gather);
	for (i = 0; i < n; i++) {
		iommu_unmap_fast(domain, iova, SZ_4K, &gather);
		iommu_unmap_fast(domain, iova + SZ_8K, SZ_4K, &gather);
		iova += SZ_16K;
	}
	if (domain)
		iommu_iotlb_sync(domain, &gather);
	while (n--) {
		iommu_unmap(domain, iova, SZ_4K);
		put_page(page);
	}
	iommu_iotlb_gather_init(&gather);
	while (i--) {
		iommu_unmap_fast(domain, iova, SZ_4K, &gather);
		iova += SZ_4K;
	}
	if (domain)
		iommu_iotlb_sync(domain, &gather);
}

void again(struct iommu_domain *domain, unsigned long iova, int n)
{
	struct iommu_iotlb_gather gather;
	size_t size = SZ_4K;

	iommu_iotlb_gather_init(&gather);
	while (n--) {
		iommu_unmap_fast(domain, iova, size, &gather);
		iova += size;
	}
	if (domain)
		iommu_iotlb_sync(domain, &gather);
}
