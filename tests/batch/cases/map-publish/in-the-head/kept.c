/* not put off: line 6 stores where others may look */
int f(struct ctx *c, struct iommu_domain *d, phys_addr_t pa)
{
	int ret = 0;

	for (; c->count < 16 && !ret; c->count++) {
		ret = iommu_map(d, c->count * PAGE_SIZE, pa, PAGE_SIZE, 0);
	}
	return ret;
}
