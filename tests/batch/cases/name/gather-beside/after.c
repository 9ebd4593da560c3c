/* The function has a batch of its own elsewhere. */
void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather iotlb_gather;
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&iotlb_gather);
	for (; m; m = m->next)
		iommu_unmap_fast(d, m->iova, m->len, &iotlb_gather);
	if (d)
		iommu_iotlb_sync(d, &iotlb_gather);
	iommu_iotlb_gather_init(&gather);
	iommu_unmap_fast(d, 0, SZ_4K, &gather);
	iommu_iotlb_sync(d, &gather);
}
