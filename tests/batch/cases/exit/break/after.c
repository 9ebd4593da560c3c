/* A break ends where the flush stands. */
void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		if (!iommu_unmap_fast(d, m->iova, m->len, &gather))
			break;
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
}
