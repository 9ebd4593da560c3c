/*
 * Duff's device: a case label inside the loop.
 * kept: line 13 is jumped to from outside the loop
 */
void f(struct iommu_domain *d, struct map *m, int n)
{
	switch (n & 1) {
	case 0:
		while (m) {
			iommu_unmap(d, m->iova, m->len);
			m = m->next;
			/* fall through */
	case 1:
			iommu_unmap(d, m->iova + SZ_4K, m->len);
			m = m->next;
		}
	}
}
