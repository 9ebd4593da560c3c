/* not queued: its result is kept in a variable that may not tell an error */
size_t f(struct iommu_domain *d, unsigned long iova, struct scatterlist *sg,
	 int n)
{
	size_t mapped = 0, all = 0;

	while (n--) {
		mapped = iommu_map_sg(d, iova, sg, 1, 0);
		all += mapped;
		iova += SZ_2M;
	}
	return all;
}
