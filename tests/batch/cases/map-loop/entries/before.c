void f(struct ctx *c, phys_addr_t pa)
{
	struct map *m;

	list_for_each_entry(m, &c->maps, node)
		if (!m->used) {
			iommu_map(c->domain, m->iova, pa, m->len, 0);
			pa += m->len;
		}
}
