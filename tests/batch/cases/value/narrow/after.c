/* A bool does not say how much was unmapped. */
void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;
	bool done;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		done = iommu_unmap_fast(d, m->iova, m->len, &gather);
		m->used = done;
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
}
