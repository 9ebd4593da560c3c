/*
 * A name made of two parts is found nowhere.
 * kept: do_(m->page) at line 12
 */
#define CALL(x, y) x ## y
#define do_(p) CALL(put_, page)(p)

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		do_(m->page);
	}
}
