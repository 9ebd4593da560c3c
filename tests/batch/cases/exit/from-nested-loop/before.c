/* A return two loops deep; a break of the inner loop is no way out. */
int f(struct iommu_domain *d, struct map *m, int n)
{
	int i;

	for (; m; m = m->next) {
		for (i = 0; i < n; i++) {
			if (i == m->ref.refs)
				break;
			iommu_unmap(d, m->iova + i * SZ_4K, SZ_4K);
			if (m->used)
				return i;
		}
	}
	return 0;
}
