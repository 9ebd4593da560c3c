/* The outer loop's batch is pending when the inner loop could begin one. */
void f(struct iommu_domain *a, struct iommu_domain *b, struct map *m)
{
	int i;

	for (; m; m = m->next) {
		iommu_unmap(a, m->iova, m->len);
		for (i = 0; i < 8; i++)
			iommu_unmap(b, m->iova + i * SZ_4K, SZ_4K);
	}
}
