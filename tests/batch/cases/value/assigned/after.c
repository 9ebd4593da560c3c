/* Assigned, and looked at. */
size_t f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;
	size_t n, total = 0;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		n = iommu_unmap_fast(d, m->iova, m->len, &gather);
		total += n;
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
	return total;
}
