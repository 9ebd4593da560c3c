/* It decides whether there is another round. */
void f(struct iommu_domain *d, unsigned long iova)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	while (iommu_unmap_fast(d, iova, SZ_4K, &gather))
		iova += SZ_4K;
	iommu_iotlb_sync(d, &gather);
}
