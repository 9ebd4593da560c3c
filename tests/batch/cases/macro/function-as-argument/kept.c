/*
 * A macro calls what it is given.
 * kept: calls through a pointer
 */
#define ID(f) f

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		ID(put_page)(m->page);
	}
}
