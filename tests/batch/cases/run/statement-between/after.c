/* Complaints stand between them. */
void f(struct ctx *c)
{
	struct iommu_iotlb_gather gather;
	size_t n;

	iommu_iotlb_gather_init(&gather);
	n = iommu_unmap_fast(c->domain, c->base, SZ_4K, &gather);
	if (n != SZ_4K)
		dev_err(c->dev, "unmapped only %zu\n", n);
	c->total -= n;
	n = iommu_unmap_fast(c->domain, c->base + SZ_2M, SZ_4K, &gather);
	iommu_iotlb_sync(c->domain, &gather);
	if (n != SZ_4K)
		dev_err(c->dev, "unmapped only %zu\n", n);
}
