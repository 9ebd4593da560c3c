/* Only the inner loop is safe: the outer one releases. */
void f(struct iommu_domain *d, struct map *m, int n)
{
	struct iommu_iotlb_gather gather;
	int i;

	for (; m; m = m->next) {
		iommu_iotlb_gather_init(&gather);
		for (i = 0; i < n; i++)
			iommu_unmap_fast(d, m->iova + i * SZ_4K, SZ_4K, &gather);
		if (d)
			iommu_iotlb_sync(d, &gather);
		put_page(m->page);
	}
}
