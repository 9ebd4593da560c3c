/* A macro of the file says itself what it does. */
#define walk_maps(m, head) for (m = (head); m; m = m->next)

void f(struct iommu_domain *d, struct map *head)
{
	struct iommu_iotlb_gather gather;
	struct map *m;

	iommu_iotlb_gather_init(&gather);
	walk_maps(m, head)
		iommu_unmap_fast(d, m->iova, m->len, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
}
