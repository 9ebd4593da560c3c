/*
 * A function of the file releases.
 * kept: forget(m) at line 15 drops a pin or a reference: put_page(m->page)
 */
static void forget(struct map *m)
{
	m->used = false;
	put_page(m->page);
}

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		forget(m);
	}
}
