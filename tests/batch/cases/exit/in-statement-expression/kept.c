/*
 * A return in the middle of an expression.
 * kept: cannot be told apart, near line 9
 */
int f(struct iommu_domain *d, struct map *m)
{
	while (m) {
		iommu_unmap(d, m->iova, m->len);
		m = ({ if (m->used) return -1; m->next; });
	}
	return 0;
}
