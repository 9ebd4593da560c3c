/* In every round of a loop that releases, behind the flush. */
void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	for (; m; m = m->next) {
		iommu_iotlb_gather_init(&gather);
		iommu_unmap_fast(d, m->iova, m->len, &gather);
		iommu_unmap_fast(d, m->iova + SZ_2M, m->len, &gather);
		iommu_iotlb_sync(d, &gather);
		put_page(m->page);
	}
}
