/*
 * The macro closes the loop that everybody believes to go on.
 * kept: DONE at line 11
 */
#define DONE } {

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		DONE
		m->used = false;
	}
}
