/* Two of three. */
void f(struct iommu_domain *d, struct map *m, int n)
{
	struct iommu_iotlb_gather gather;
	int i, k;

	for (; m; m = m->next) {
		iommu_iotlb_gather_init(&gather);
		for (i = 0; i < n; i++) {
			for (k = 0; k < i; k++)
				iommu_unmap_fast(d, m->iova + k, SZ_4K, &gather);
		}
		if (d)
			iommu_iotlb_sync(d, &gather);
		unpin_user_page(m->page);
	}
}
