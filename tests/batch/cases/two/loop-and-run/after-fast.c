/* A loop and a run. */
void f(struct iommu_domain *d, struct map *m, int n)
{
	for (; m; m = m->next)
		iommu_tlb_range_add(d, m->iova,
				    iommu_unmap_fast(d, m->iova, m->len));
	if (d)
		iommu_tlb_sync(d);
	use(n);
	iommu_tlb_range_add(d, 0,
			    iommu_unmap_fast(d, 0, SZ_4K));
	iommu_tlb_range_add(d, SZ_2M,
			    iommu_unmap_fast(d, SZ_2M, SZ_4K));
	iommu_tlb_sync(d);
}
