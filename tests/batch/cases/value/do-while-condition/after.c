/* The same behind the body. */
void f(struct iommu_domain *d, unsigned long iova)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	do {
		iova += SZ_4K;
	} while (iommu_unmap_fast(d, iova, SZ_4K, &gather) == SZ_4K);
	if (d)
		iommu_iotlb_sync(d, &gather);
}
