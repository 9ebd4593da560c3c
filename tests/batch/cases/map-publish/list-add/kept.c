/* not put off: list_add(&m->node, ...) at line 8 changes what others may look at */
int f(struct ctx *c, struct iommu_domain *d, struct map *m, phys_addr_t pa)
{
	int ret = 0;

	for (; m && !ret; m = m->next) {
		ret = iommu_map(d, m->iova, pa, m->len, 0);
		list_add(&m->node, &c->maps);
	}
	return ret;
}
