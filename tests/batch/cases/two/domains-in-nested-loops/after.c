/* The outer loop's batch is pending when the inner loop could begin one. */
void f(struct iommu_domain *a, struct iommu_domain *b, struct map *m)
{
	struct iommu_iotlb_gather gather;
	int i;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		iommu_unmap_fast(a, m->iova, m->len, &gather);
		for (i = 0; i < 8; i++)
			iommu_unmap(b, m->iova + i * SZ_4K, SZ_4K);
	}
	if (a)
		iommu_iotlb_sync(a, &gather);
}
