/* A return two loops deep; a break of the inner loop is no way out. */
int f(struct iommu_domain *d, struct map *m, int n)
{
	struct iommu_iotlb_gather gather;
	int i;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		for (i = 0; i < n; i++) {
			if (i == m->ref.refs)
				break;
			iommu_unmap_fast(d, m->iova + i * SZ_4K, SZ_4K,
					 &gather);
			if (m->used) {
				iommu_iotlb_sync(d, &gather);
				return i;
			}
		}
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
	return 0;
}
