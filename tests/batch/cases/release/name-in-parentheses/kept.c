/*
 * (put_page)(p) is a call of put_page().
 * kept: calls through a pointer
 */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		(put_page)(m->page);
	}
}
