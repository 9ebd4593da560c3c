/* Assigned, and looked at. */
size_t f(struct iommu_domain *d, struct map *m)
{
	size_t n, total = 0;

	for (; m; m = m->next) {
		n = iommu_unmap(d, m->iova, m->len);
		iommu_tlb_range_add(d, m->iova, n);
		total += n;
	}
	if (d)
		iommu_tlb_sync(d);
	return total;
}
