/* not queued: its return value is used in an expression */
int f(struct iommu_domain *d, phys_addr_t pa, int n)
{
	while (n--) {
		if (!iommu_map_async(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0)) {
			iommu_tlb_sync(d);
			return 0;
		}
	}
	if (d)
		iommu_tlb_sync(d);
	return -1;
}
