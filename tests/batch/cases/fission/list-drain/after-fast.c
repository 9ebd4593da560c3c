/* Entries go with what they describe: behind the flush, both. */
void f(struct ctx *c)
{
	struct map *m, *tmp;

	list_for_each_entry_safe(m, tmp, &c->maps, node)
		iommu_tlb_range_add(c->domain, m->iova,
				    iommu_unmap_fast(c->domain, m->iova,
						     m->len));
	if (c->domain)
		iommu_tlb_sync(c->domain);

	list_for_each_entry_safe(m, tmp, &c->maps, node) {
		put_page(m->page);
		list_del(&m->node);
		kfree(m->buf);
		kfree(m);
	}
}
