/*
 * What comes before the unmap would have to change places with it.
 * kept: put_page(m->page) at line 12
 */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct map *m, *tmp;

	list_for_each_entry_safe(m, tmp, &c->maps, node) {
		list_del(&m->node);
		iommu_unmap(d, m->iova, m->len);
		put_page(m->page);
	}
}
