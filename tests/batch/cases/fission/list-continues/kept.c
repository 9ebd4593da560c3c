/*
 * It begins where the cursor is, which the first walk leaves at the end.
 * kept: put_page(m->page) at line 9
 */
void f(struct iommu_domain *d, struct ctx *c, struct map *m)
{
	list_for_each_entry_continue(m, &c->maps, node) {
		iommu_unmap(d, m->iova, m->len);
		put_page(m->page);
	}
}
