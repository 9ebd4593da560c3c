/* The comment in front of the return keeps its place. */
int f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		iommu_unmap_fast(d, m->iova, m->len, &gather);
		if (m->used) { /* busy */
			/* who is it? */
			iommu_iotlb_sync(d, &gather);
			return -1; /* nobody knows */
		}
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
	return 0;
}
