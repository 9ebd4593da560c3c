void queued(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		size_t unmapped = iommu_unmap(d, m->iova, m->len);

		iommu_tlb_range_add(d, m->iova, unmapped);
	}
	iommu_tlb_sync(d);
}

/* Mapped in such steps, unmapped in such steps. */
void pages(struct iommu_domain *d, unsigned long iova, size_t size)
{
	for (; size; size -= SZ_4K) {
		iommu_unmap(d, iova, SZ_4K);
		iova += SZ_4K;
	}
}

size_t looked_at(struct iommu_domain *d, unsigned long iova, size_t size)
{
	if (iommu_unmap(d, iova, size) != size)
		return 0;
	return size;
}

/* The size is another one by then. */
size_t another(struct iommu_domain *d, unsigned long iova, size_t size)
{
	iommu_unmap(d, iova, size);
	size = remaining(d);
	return size;
}
