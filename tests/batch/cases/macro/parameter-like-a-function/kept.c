/*
 * What the macro calls is its parameter, whatever that is called.
 * kept: CALL(put_page, ...) at line 11
 */
#define CALL(list_del, x) list_del(x)

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		CALL(put_page, m->page);
	}
}
