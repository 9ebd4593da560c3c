/* A loop and a run. */
void f(struct iommu_domain *d, struct map *m, int n)
{
	for (; m; m = m->next)
		iommu_unmap_async(d, m->iova, m->len);
	if (d)
		iommu_tlb_sync(d);
	use(n);
	iommu_unmap_async(d, 0, SZ_4K);
	iommu_unmap_async(d, SZ_2M, SZ_4K);
	iommu_tlb_sync(d);
}
