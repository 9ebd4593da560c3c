/* not put off: note(c) at line 18 changes what others may look at: list_del(&c->maps) at line 4 */
static void forget(struct ctx *c)
{
	list_del(&c->maps);
}

static void note(struct ctx *c)
{
	forget(c);
}

int f(struct ctx *c, struct iommu_domain *d, phys_addr_t pa, u32 n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		note(c);
	}
	return ret;
}
