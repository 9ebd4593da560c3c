/* not queued: its IOVA cannot be written twice */
int f(struct iommu_domain *d, unsigned long iova, int n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map_async(d, iova++ << PAGE_SHIFT, 0, PAGE_SIZE, 0);
	}
	if (d)
		iommu_tlb_sync(d);
	return ret;
}
