/*
 * A word by itself is a macro of some header.
 * kept: REAP_PAGES at line 10 is not known
 */
#include "more-words.h"

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len); REAP_PAGES;
	}
}
