/* Discarded, and said so. */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next)
		(void)iommu_tlb_range_add(d, m->iova, iommu_unmap_fast(d, m->iova, m->len));
	if (d)
		iommu_tlb_sync(d);
}
