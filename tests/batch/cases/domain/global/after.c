/* A global variable of the file that nothing in the loop writes. */
static struct iommu_domain *the_domain;

void f(unsigned long iova, int n)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	while (n--)
		iommu_unmap_fast(the_domain, iova + n * SZ_4K, SZ_4K, &gather);
	if (the_domain)
		iommu_iotlb_sync(the_domain, &gather);
}
