/* not queued: its size cannot be written twice */
int f(struct iommu_domain *d, struct scatterlist *sg, int n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map(d, n * SZ_2M, 0, sg_dma_len(sg), 0);
	}
	return ret;
}
