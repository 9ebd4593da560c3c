/* Neither sizeof nor a cast is a call. */
void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next)
		iommu_unmap_fast(d, (dma_addr_t)(m->iova), (u32)sizeof(*m) *
			    (unsigned long)(m->len), &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
}
