/* The doorbell rings behind the flush. */
int f(struct ctx *c, struct iommu_domain *d, phys_addr_t pa, u32 n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
	}
	c->total = n;
	writel(1, c->regs);
	return ret;
}
