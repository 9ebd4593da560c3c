/*
 * A macro of the file may have taken its address before the loop.
 * kept: the domain may be another each round
 */
#define GRAB(p, x) ((p) = &(x))

void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_domain **p;

	GRAB(p, d);
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		*p = m->domain;
	}
}
