/* not put off: note(n) at line 14 */
static void note(u32 n)
{
	if (n)
		note(n - 1);
}

int f(struct iommu_domain *d, phys_addr_t pa, u32 n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		note(n);
	}
	return ret;
}
