/* The outermost loop that can have it gets the flush. */
void f(struct iommu_domain *d, struct map *m, int n)
{
	struct iommu_iotlb_gather gather;
	int i;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		for (i = 0; i < n; i++)
			iommu_unmap_fast(d, m->iova + i * SZ_4K, SZ_4K, &gather);
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
}
