/* not queued: it is a declaration, with others behind it */
int f(struct iommu_domain *d, phys_addr_t pa, int n)
{
	while (n--) {
		int ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		int bad = ret != 0;

		if (bad)
			return ret;
	}
	return 0;
}
