/* Lines end with CR and LF. */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		if (m->used) {
			if (d)
				iommu_tlb_sync(d);
			return;
		}
		iommu_unmap_async(d, m->iova, m->len);
	}
	if (d)
		iommu_tlb_sync(d);
}
