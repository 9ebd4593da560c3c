/* A use in one branch of the first round proves nothing. */
void f(struct iommu_domain *d, unsigned long iova, int n)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	do {
		if (n & 1)
			iommu_unmap_fast(d, iova + n * SZ_4K, SZ_4K, &gather);
	} while (--n);
	if (d)
		iommu_iotlb_sync(d, &gather);
}
