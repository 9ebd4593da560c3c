/* The runs of two domains, one inside the other. */
void f(struct iommu_domain *a, struct iommu_domain *b, size_t n)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	iommu_unmap_fast(a, 0, n, &gather);
	iommu_unmap(b, 0, n);
	iommu_unmap_fast(a, SZ_2M, n, &gather);
	iommu_iotlb_sync(a, &gather);
	iommu_unmap(b, SZ_2M, n);
}
