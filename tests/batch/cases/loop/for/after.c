/* One statement, no braces. */
void f(struct iommu_domain *d, unsigned long iova, int n)
{
	struct iommu_iotlb_gather gather;
	int i;

	iommu_iotlb_gather_init(&gather);
	for (i = 0; i < n; i++)
		iommu_unmap_fast(d, iova + i * SZ_4K, SZ_4K, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
}
