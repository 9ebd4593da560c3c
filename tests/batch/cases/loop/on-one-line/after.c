/* Head and body share a line. */
void f(struct iommu_domain *d, unsigned long iova, int n)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	while (n--) iommu_unmap_fast(d, iova + n * SZ_4K, SZ_4K, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
}
