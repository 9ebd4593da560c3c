/* kvfree() of the entry is no worse than kfree(). */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct map *m, *tmp;

	list_for_each_entry_safe(m, tmp, &c->maps, node) {
		iommu_unmap(d, m->iova, m->len);
		list_del(&m->node);
		kvfree(m);
	}
}
