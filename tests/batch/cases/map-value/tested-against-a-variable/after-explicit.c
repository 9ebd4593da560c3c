/* not queued: its return value is used in an expression */
int f(struct iommu_domain *d, phys_addr_t pa, int n, int good)
{
	while (n--) {
		if (iommu_map_sync(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0) != good)
			return -1;
	}
	return 0;
}
