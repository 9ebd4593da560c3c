/*
 * An entry that the first walk would have come to is taken out by an earlier one.
 * kept: put_page(m->page) at line 11
 */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct map *m;

	list_for_each_entry(m, &c->maps, node) {
		iommu_unmap(d, m->iova, m->len);
		put_page(m->page);
		list_del(&c->first->node);
	}
}
