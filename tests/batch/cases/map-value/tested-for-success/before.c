/* not queued: its return value is used in an expression */
int f(struct iommu_domain *d, phys_addr_t pa, int n)
{
	while (n--) {
		if (!iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0))
			return 0;
	}
	return -1;
}
