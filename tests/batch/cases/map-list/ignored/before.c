/* not queued: nothing says how much of the list was mapped */
void f(struct iommu_domain *d, struct scatterlist *sg, int n)
{
	while (n--) {
		iommu_map_sg(d, n * SZ_2M, sg, 1, 0);
	}
}
