/* A call gives the IOVA. */
static unsigned long nth(int n)
{
	return n * SZ_4K;
}

void f(struct iommu_domain *d, int n)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	while (n--)
		iommu_unmap_fast(d, nth(n), SZ_4K, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
}
