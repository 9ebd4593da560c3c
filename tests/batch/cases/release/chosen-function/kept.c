/*
 * One of two functions is called.
 * kept: calls through a pointer
 */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		(m->used ? put_page : __free_page)(m->page);
	}
}
