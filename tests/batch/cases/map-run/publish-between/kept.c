/* not put off: writel(1, ...) at line 7 tells others to go on */
int f(struct ctx *c, struct iommu_domain *d, phys_addr_t pa)
{
	int a, b;

	a = iommu_map(d, 0, pa, PAGE_SIZE, 0);
	writel(1, c->regs);
	b = iommu_map(d, SZ_2M, pa, PAGE_SIZE, 0);
	return a ? a : b;
}
