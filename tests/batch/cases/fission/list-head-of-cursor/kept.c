/*
 * The list is another once the cursor is.
 * kept: put_page(m->page) at line 9
 */
void f(struct iommu_domain *d, struct map *m)
{
	list_for_each_entry(m, &m->next->node, node) {
		iommu_unmap(d, m->iova, m->len);
		put_page(m->page);
	}
}
