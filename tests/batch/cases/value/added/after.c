/* Added to a total. */
size_t f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;
	size_t total = 0;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next)
		total += iommu_unmap_fast(d, m->iova, m->len, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
	return total;
}
