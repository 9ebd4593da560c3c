/* From the end to the beginning, twice. */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct map *m, *tmp;

	list_for_each_entry_safe_reverse(m, tmp, &c->maps, node)
		iommu_tlb_range_add(d,
				    m->iova, iommu_unmap(d, m->iova, m->len));
	if (d)
		iommu_tlb_sync(d);

	list_for_each_entry_safe_reverse(m, tmp, &c->maps, node)
		kfree(m);
}
