int f(struct iommu_domain *d, unsigned long iova, struct sg_table *sgt, int n)
{
	while (n--) {
		ssize_t mapped = iommu_map_sgtable_async(d, iova, sgt, 0);

		if (mapped < 0) {
			iommu_tlb_sync(d);
			return mapped;
		}
		iova += SZ_2M;
	}
	if (d)
		iommu_tlb_sync(d);
	return 0;
}
