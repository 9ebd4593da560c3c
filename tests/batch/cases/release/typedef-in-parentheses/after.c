/* A cast to a type whose name ends in _t, or to a pointer. */
void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next)
		iommu_unmap_fast(d, (dma_addr_t)(m->iova),
				 (size_t)(m->len) + !(struct map *)(m->buf),
				 &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
}
