/* not queued: its return value is used in an expression */
int f(struct iommu_domain *d, struct scatterlist *sg, int n)
{
	while (n--) {
		if (iommu_map_sg_async(d, n * SZ_2M, sg, 1, 0) < 0) {
			iommu_tlb_sync(d);
			return -1;
		}
	}
	if (d)
		iommu_tlb_sync(d);
	return 0;
}
