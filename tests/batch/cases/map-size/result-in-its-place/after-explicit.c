/* not queued: its result takes the place of the size */
int f(struct iommu_domain *d, long len, int n)
{
	while (n-- && len > 0) {
		len = iommu_map_sync(d, n * SZ_2M, 0, len, 0);
	}
	return len;
}
