/* A jump to before the loop begins the batch anew. */
void f(struct iommu_domain *d, struct map *m, int n)
{
	struct iommu_iotlb_gather gather;

again:
	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		iommu_unmap_fast(d, m->iova, m->len, &gather);
		if (m->used && n--) {
			m = m->next;
			iommu_iotlb_sync(d, &gather);
			goto again;
		}
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
}
