/* Functions and macros of the file are looked into. */
#define bytes(m) ((m)->len)

static int is_used(struct map *m)
{
	return READ_ONCE(m->used) && !WARN_ON(!bytes(m));
}

void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next)
		if (is_used(m))
			iommu_unmap_fast(d, m->iova, bytes(m), &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
}
