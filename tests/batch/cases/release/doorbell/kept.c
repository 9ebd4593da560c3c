/*
 * A register tells the device to go on.
 * kept: writel(n, ...) at line 9
 */
void f(struct iommu_domain *d, struct ctx *c, int n)
{
	while (n--) {
		iommu_unmap(d, c->slots[n].iova, SZ_4K);
		writel(n, c->regs);
	}
}
