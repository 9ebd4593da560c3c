/* Two of another domain in a loop that is a batch already. */
void f(struct iommu_domain *a, struct iommu_domain *b, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		iommu_unmap_fast(b, m->iova, m->len, &gather);
		iommu_unmap_fast(b, m->iova + SZ_4K, m->len, &gather);
		iommu_unmap(a, m->iova, m->len);
	}
	if (b)
		iommu_iotlb_sync(b, &gather);
}
