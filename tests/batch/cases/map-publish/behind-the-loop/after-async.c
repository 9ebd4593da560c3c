/* The doorbell rings behind the flush. */
int f(struct ctx *c, struct iommu_domain *d, phys_addr_t pa, u32 n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map_async(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
	}
	if (d)
		iommu_tlb_sync(d);
	c->total = n;
	writel(1, c->regs);
	return ret;
}
