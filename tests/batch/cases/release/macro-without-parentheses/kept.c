/*
 * A macro need not look like a call.
 * kept: FORGET at line 11
 */
#define FORGET put_page(m->page)

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		FORGET;
	}
}
