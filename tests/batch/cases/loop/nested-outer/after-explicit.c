/* The outermost loop that can have it gets the flush. */
void f(struct iommu_domain *d, struct map *m, int n)
{
	int i;

	for (; m; m = m->next) {
		for (i = 0; i < n; i++)
			iommu_tlb_range_add(d, m->iova + i * SZ_4K,
					    iommu_unmap(d, m->iova + i * SZ_4K, SZ_4K));
	}
	if (d)
		iommu_tlb_sync(d);
}
