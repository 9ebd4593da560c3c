/* not put off: maps and returns at once */
int f(struct iommu_domain *d, struct iommu_domain *e, phys_addr_t pa, int n)
{
	int ret;

	while (n--) {
		if (n == 7)
			return iommu_map(e, 0, pa, PAGE_SIZE, 0);
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		if (ret)
			return ret;
	}
	return 0;
}
