/* not put off: atomic_inc(&c->refs) at line 8 changes what others may look at */
int f(struct ctx *c, struct iommu_domain *d, phys_addr_t pa, u32 n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		atomic_inc(&c->refs);
	}
	return ret;
}
