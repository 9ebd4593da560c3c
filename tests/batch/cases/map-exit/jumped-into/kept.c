/* not put off: jumps into the loop */
int f(struct iommu_domain *d, phys_addr_t pa, int n)
{
	int ret = 0;

	if (n & 1)
		goto odd;
	while (n-- && !ret) {
odd:
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
	}
	return ret;
}
