/*
 * Two macros deep.
 * kept: FORGET at line 12
 */
#define DROP(m) put_page((m)->page)
#define FORGET DROP(m)

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		FORGET;
	}
}
