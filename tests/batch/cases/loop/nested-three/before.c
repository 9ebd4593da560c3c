/* Two of three. */
void f(struct iommu_domain *d, struct map *m, int n)
{
	int i, k;

	for (; m; m = m->next) {
		for (i = 0; i < n; i++) {
			for (k = 0; k < i; k++)
				iommu_unmap(d, m->iova + k, SZ_4K);
		}
		unpin_user_page(m->page);
	}
}
