/*
 * In the macro, a name and what follows it make a call.
 * kept: CALL
 */
#define CALL(args) put_page args

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		CALL((m->page));
	}
}
