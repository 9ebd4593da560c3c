/* The return alone behind an if: it needs braces then. */
int f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		if (m->used) {
			if (d)
				iommu_tlb_sync(d);
			return -1;
		}
		iommu_tlb_range_add(d, m->iova,
				    iommu_unmap_fast(d, m->iova, m->len));
	}
	if (d)
		iommu_tlb_sync(d);
	return 0;
}
