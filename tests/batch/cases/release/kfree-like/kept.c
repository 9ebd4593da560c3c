/*
 * Not kfree(), for all its name.
 * kept: kfree_later(m) at line 11
 */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct map *m, *tmp;

	list_for_each_entry_safe(m, tmp, &c->maps, node) {
		iommu_unmap(d, m->iova, m->len);
		kfree_later(m);
	}
}
