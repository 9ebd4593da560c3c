/* Members of other names may change. */
void f(struct ctx *c)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	while (c->count > 0) {
		iommu_unmap_fast(c->domain, c->base, SZ_4K, &gather);
		c->base += SZ_4K;
		c->count--;
	}
	if (c->domain)
		iommu_iotlb_sync(c->domain, &gather);
}
