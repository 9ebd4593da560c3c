/*
 * Another file is put into the loop.
 * kept: line 9 includes another file
 */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
#include "more.h"
	}
}
