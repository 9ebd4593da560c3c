/*
 * The macro is only another name for a function that releases.
 * kept: forget(m->page) at line 11
 */
#define forget put_page

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		forget(m->page);
	}
}
