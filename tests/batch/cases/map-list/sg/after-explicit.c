/* A negative errno is no length. */
ssize_t f(struct iommu_domain *d, unsigned long iova, struct scatterlist *sg,
	  int n)
{
	ssize_t mapped = 0;

	while (n--) {
		mapped = iommu_map_sg(d, iova, sg, 1, 0);
		if (mapped > 0)
			iommu_tlb_range_add(d, iova, mapped);
		if (mapped < 0) {
			iommu_tlb_sync(d);
			return mapped;
		}
		iova += mapped;
	}
	if (d)
		iommu_tlb_sync(d);
	return mapped;
}
