/* By a function, and the next choice by a macro. */
#define iotlb_gather 1
void gather(void);

void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather unmap_gather;

	iommu_iotlb_gather_init(&unmap_gather);
	for (; m; m = m->next)
		iommu_unmap_fast(d, m->iova, m->len, &unmap_gather);
	if (d)
		iommu_iotlb_sync(d, &unmap_gather);
}
