/* The flush stands behind the condition. */
void f(struct iommu_domain *d, unsigned long iova, size_t size)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	do {
		iommu_unmap_fast(d, iova, SZ_4K, &gather);
		iova += SZ_4K;
		size -= SZ_4K;
	} while (size);
	iommu_iotlb_sync(d, &gather);
}
