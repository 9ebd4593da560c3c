/* The name is taken by a parameter. */
void f(struct iommu_domain *d, struct map *m, int gather)
{
	struct iommu_iotlb_gather iotlb_gather;

	iommu_iotlb_gather_init(&iotlb_gather);
	for (; m && gather--; m = m->next)
		iommu_unmap_fast(d, m->iova, m->len, &iotlb_gather);
	if (d)
		iommu_iotlb_sync(d, &iotlb_gather);
}
