/*
 * An argument of the next unmap releases the page of the last.
 * kept: next(m) at line 14
 */
static unsigned long next(struct map *m)
{
	put_page(m->page);
	return m->next->iova;
}

void f(struct iommu_domain *d, struct map *m)
{
	while (m) {
		iommu_unmap(d, next(m), SZ_4K);
		m = m->next;
	}
}
