/* What is unmapped says where to go on. */
void f(struct iommu_domain *d, unsigned long iova, size_t left)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	while (left) {
		size_t n = iommu_unmap_fast(d, iova, left, &gather);

		if (!n)
			break;
		iova += n;
		left -= n;
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
}
