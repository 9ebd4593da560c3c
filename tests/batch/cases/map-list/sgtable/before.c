int f(struct iommu_domain *d, unsigned long iova, struct sg_table *sgt, int n)
{
	while (n--) {
		ssize_t mapped = iommu_map_sgtable(d, iova, sgt, 0);

		if (mapped < 0)
			return mapped;
		iova += SZ_2M;
	}
	return 0;
}
