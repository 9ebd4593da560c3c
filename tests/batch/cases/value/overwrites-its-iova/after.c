/* The variable holds the IOVA before and the size behind. */
void f(struct iommu_domain *d, size_t n, int rounds)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	while (rounds--) {
		n = iommu_unmap_fast(d, n, SZ_4K, &gather);
		cond_resched();
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
}
