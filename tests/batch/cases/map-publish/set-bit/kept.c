/* not put off: set_bit(n, ...) at line 8 tells others to go on */
int f(struct ctx *c, struct iommu_domain *d, phys_addr_t pa, u32 n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		set_bit(n, c->bitmap);
	}
	return ret;
}
