/* A helper's batch is over when it returns. */
static void clear(struct iommu_domain *d, unsigned long iova)
{
	int i;

	for (i = 0; i < 8; i++)
		iommu_unmap(d, iova + i * SZ_4K, SZ_4K);
}

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		clear(d, m->iova);
		iommu_unmap(d, m->iova + SZ_2M, m->len);
	}
}
