/*
 * What the name stands for is said in another file.
 * kept: its declaration is not seen here
 */
#include "more-names.h"
void f(struct map *m)
{
	for (; m; m = m->next)
		iommu_unmap(far_domain, m->iova, m->len);
}
