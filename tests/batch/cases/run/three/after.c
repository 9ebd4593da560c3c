/* Three. */
void f(struct ctx *c)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	iommu_unmap_fast(c->domain, c->base, SZ_4K, &gather);
	iommu_unmap_fast(c->domain, c->base + SZ_2M, SZ_4K, &gather);
	iommu_unmap_fast(c->domain, c->base + 2 * SZ_2M, SZ_4K, &gather);
	iommu_iotlb_sync(c->domain, &gather);
}
