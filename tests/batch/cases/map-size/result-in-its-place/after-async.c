/* not queued: its result takes the place of the size */
int f(struct iommu_domain *d, long len, int n)
{
	while (n-- && len > 0) {
		len = iommu_map_async(d, n * SZ_2M, 0, len, 0);
	}
	if (d)
		iommu_tlb_sync(d);
	return len;
}
