/* A #define between statements is no arm. */
void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

#define STEP SZ_4K
	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next)
		iommu_unmap_fast(d, m->iova, STEP, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
#undef STEP
}
