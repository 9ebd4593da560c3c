/*
 * A macro that only lacks its semicolon reads like an iterator.
 * kept: guard_by(n) at line 8
 */
void guard_by(int n);
#define guard_by(n) if (n)
void f(struct iommu_domain *d, struct map *m, int n)
{
	guard_by(n)
		iommu_unmap(d, m->iova, m->len);
}
