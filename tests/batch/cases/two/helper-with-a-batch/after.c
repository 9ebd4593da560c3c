/* A helper's batch is over when it returns. */
static void clear(struct iommu_domain *d, unsigned long iova)
{
	struct iommu_iotlb_gather gather;
	int i;

	iommu_iotlb_gather_init(&gather);
	for (i = 0; i < 8; i++)
		iommu_unmap_fast(d, iova + i * SZ_4K, SZ_4K, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
}

void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		clear(d, m->iova);
		iommu_unmap_fast(d, m->iova + SZ_2M, m->len, &gather);
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
}
