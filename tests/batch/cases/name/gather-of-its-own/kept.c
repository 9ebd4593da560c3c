/*
 * The function has a batch already, and flushes it in between.
 * kept: iommu_unmap_fast(d, ...) at line 12 has a flush of its own
 */
void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		iommu_unmap_fast(d, m->iova + SZ_2M, m->len, &gather);
		if (m->used)
			iommu_iotlb_sync(d, &gather);
	}
	iommu_iotlb_sync(d, &gather);
}
