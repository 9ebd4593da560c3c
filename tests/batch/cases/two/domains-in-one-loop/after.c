/* One of the two domains of a loop gets a batch, the other is not touched. */
void f(struct iommu_domain *a, struct iommu_domain *b, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		iommu_unmap_fast(a, m->iova, m->len, &gather);
		iommu_unmap(b, m->iova, m->len);
	}
	if (a)
		iommu_iotlb_sync(a, &gather);
}
