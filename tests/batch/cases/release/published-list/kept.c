/*
 * Readers without a lock find the entry at once.
 * kept: list_add_rcu(&m->node, ...) at line 9
 */
void f(struct iommu_domain *d, struct ctx *c, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		list_add_rcu(&m->node, &c->maps);
	}
}
