/* Two of one case. */
void f(struct iommu_domain *d, size_t n)
{
	struct iommu_iotlb_gather gather;

	switch (n) {
	case 1:
		iommu_iotlb_gather_init(&gather);
		iommu_unmap_fast(d, 0, n, &gather);
		iommu_unmap_fast(d, SZ_2M, n, &gather);
		iommu_iotlb_sync(d, &gather);
		break;
	default:
		break;
	}
}
