/* The only statement of the loop. */
size_t f(struct iommu_domain *d, unsigned long iova, int n)
{
	struct iommu_iotlb_gather gather;
	size_t last = 0;

	iommu_iotlb_gather_init(&gather);
	while (n--)
		last = iommu_unmap_fast(d, iova + n * SZ_4K, SZ_4K, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
	return last;
}
