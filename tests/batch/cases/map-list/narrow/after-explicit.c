/* not queued: its result is kept in a variable that may not tell an error */
int f(struct iommu_domain *d, unsigned long iova, struct scatterlist *sg, int n)
{
	int mapped = 0;

	while (n-- && mapped >= 0) {
		mapped = iommu_map_sg_atomic_sync(d, iova, sg, 1, 0);
		iova += SZ_2M;
	}
	return mapped;
}
