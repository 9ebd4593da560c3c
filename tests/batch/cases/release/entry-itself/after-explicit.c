/* The entry only describes the mapping: freeing it frees no page. */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct map *m, *tmp;

	list_for_each_entry_safe(m, tmp, &c->maps, node) {
		iommu_tlb_range_add(d, m->iova,
				    iommu_unmap(d, m->iova, m->len));
		list_del(&m->node);
		kfree(m);
	}
	if (d)
		iommu_tlb_sync(d);
}
