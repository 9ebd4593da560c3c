/* The initialiser of a variable. */
size_t f(struct iommu_domain *d, struct map *m)
{
	size_t total = 0;

	for (; m; m = m->next) {
		size_t n = iommu_unmap_async(d, m->iova, m->len);

		total += n;
	}
	if (d)
		iommu_tlb_sync(d);
	return total;
}
