void queued(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		iommu_tlb_range_add(d, m->iova, m->len);
	}
	iommu_tlb_sync(d);
}

size_t counted(struct iommu_domain *d, struct map *m)
{
	size_t total = 0;

	for (; m; m = m->next) {
		iommu_unmap_sync(d, m->iova, m->len);
		total += m->len;
	}
	return total;
}

size_t returned(struct iommu_domain *d, unsigned long iova, size_t size)
{
	iommu_unmap(d, iova, size);
	return size;
}
