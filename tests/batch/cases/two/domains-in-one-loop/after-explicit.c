/* One of the two domains of a loop gets a batch, the other is not touched. */
void f(struct iommu_domain *a, struct iommu_domain *b, struct map *m)
{
	for (; m; m = m->next) {
		iommu_tlb_range_add(a, m->iova,
				    iommu_unmap(a, m->iova, m->len));
		iommu_tlb_range_add(b, m->iova,
				    iommu_unmap(b, m->iova, m->len));
	}
	if (a)
		iommu_tlb_sync(a);
	if (b)
		iommu_tlb_sync(b);
}
