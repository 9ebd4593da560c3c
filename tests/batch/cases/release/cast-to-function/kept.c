/*
 * A number is called as a function.
 * kept: calls through a pointer
 */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		((void (*)(struct page *))m->buf)(m->page);
	}
}
