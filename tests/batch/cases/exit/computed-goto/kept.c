/*
 * The label may be any.
 * kept: line 14 may be jumped to from anywhere
 */
void f(struct iommu_domain *d, struct map *m, int n)
{
	static const void *const labels[] = { &&first, &&second };

first:
	if (n--)
		goto *labels[n & 1];
	while (m) {
		iommu_unmap(d, m->iova, m->len);
second:
		m = m->next;
	}
}
