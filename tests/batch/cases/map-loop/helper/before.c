/* A function of the file that only looks. */
static phys_addr_t where(struct ctx *c, int i)
{
	phys_addr_t at = c->slots[i].iova;

	at += c->base;
	return at;
}

int f(struct ctx *c, struct iommu_domain *d)
{
	int i, ret;

	for (i = 0; i < c->count; i++) {
		ret = iommu_map(d, i * PAGE_SIZE, where(c, i), PAGE_SIZE, 0);
		if (ret)
			return ret;
	}
	return 0;
}
