/* The loop between the two has a flush of its own; the two are left alone. */
void f(struct iommu_domain *d, int n)
{
	struct iommu_iotlb_gather gather;

	iommu_unmap(d, 0, PAGE_SIZE);
	iommu_iotlb_gather_init(&gather);
	while (n--)
		iommu_unmap_fast(d, n * PAGE_SIZE, PAGE_SIZE, &gather);
	iommu_iotlb_sync(d, &gather);
	iommu_unmap(d, SZ_2M, PAGE_SIZE);
}
