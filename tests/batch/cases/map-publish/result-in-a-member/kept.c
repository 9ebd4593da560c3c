/* not put off: line 5 stores where others may look */
int f(struct ctx *c, struct iommu_domain *d, phys_addr_t pa, u32 n)
{
	while (n-- && !c->error) {
		c->error = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
	}
	return c->error;
}
