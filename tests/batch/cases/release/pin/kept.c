/*
 * An unpinned page may be reused by anybody.
 * kept: unpin_user_page(m->page) at line 10 drops a pin
 */
void f(struct iommu_domain *d, struct map *m)
{
	while (m) {
		iommu_unmap(d, m->iova, m->len);
		m->used = false;
		unpin_user_page(m->page);
		m = m->next;
	}
}
