/* In a block, each arm's return gets a flush of its own. */
int f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		iommu_unmap_fast(d, m->iova, m->len, &gather);
		if (m->used) {
#ifdef CONFIG_A
			iommu_iotlb_sync(d, &gather);
			return -1;
#else
			iommu_iotlb_sync(d, &gather);
			return -2;
#endif
		}
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
	return 0;
}
