/*
 * Each entry has a domain of its own.
 * kept: the domain may be another each round
 */
void f(struct ctx *c)
{
	struct map *m;

	list_for_each_entry(m, &c->maps, node) {
		iommu_unmap(m->domain, m->iova, m->len);
		put_page(m->page);
	}
}
