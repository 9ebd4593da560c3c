/*
 * Others may add an entry between the first walk and the second.
 * kept: list_for_each_entry_rcu(m, ...) at line 9
 */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct map *m;

	list_for_each_entry_rcu(m, &c->maps, node) {
		iommu_unmap(d, m->iova, m->len);
		put_page(m->page);
	}
}
