/* Only the inner loop is safe: the outer one releases. */
void f(struct iommu_domain *d, struct map *m, int n)
{
	int i;

	for (; m; m = m->next) {
		for (i = 0; i < n; i++)
			iommu_unmap(d, m->iova + i * SZ_4K, SZ_4K);
		put_page(m->page);
	}
}
