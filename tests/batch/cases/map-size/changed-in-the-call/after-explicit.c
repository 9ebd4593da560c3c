/* not queued: its IOVA cannot be written twice */
int f(struct iommu_domain *d, unsigned long iova, int n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map_sync(d, iova++ << PAGE_SHIFT, 0, PAGE_SIZE, 0);
	}
	return ret;
}
