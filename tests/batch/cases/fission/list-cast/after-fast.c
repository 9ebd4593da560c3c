/* Behind an iterator's parentheses a cast has to keep its braces. */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct map *m, *tmp;

	list_for_each_entry_safe(m, tmp, &c->maps, node) {
		(void)iommu_tlb_range_add(d, m->iova, iommu_unmap_fast(d, m->iova, m->len));
	}
	if (d)
		iommu_tlb_sync(d);

	list_for_each_entry_safe(m, tmp, &c->maps, node) {
		put_page(m->page);
		kfree(m);
	}
}
