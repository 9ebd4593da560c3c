/* not put off: note(c, ...) at line 14 stores where others may look */
static void note(struct ctx *c, u32 n)
{
	if (n & 1)
		c->tail = n;
}

int f(struct ctx *c, struct iommu_domain *d, phys_addr_t pa, u32 n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		note(c, n);
	}
	return ret;
}
