/*
 * The same inside the macro.
 * kept: CALL(list_del, ...) at line 11
 */
#define CALL(f, x) f(x)

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		CALL(list_del, &m->node);
	}
}
