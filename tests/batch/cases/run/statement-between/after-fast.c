/* Complaints stand between them. */
void f(struct ctx *c)
{
	size_t n;

	n = iommu_unmap_fast(c->domain, c->base, SZ_4K);
	iommu_tlb_range_add(c->domain, c->base, n);
	if (n != SZ_4K)
		dev_err(c->dev, "unmapped only %zu\n", n);
	c->total -= n;
	n = iommu_unmap_fast(c->domain, c->base + SZ_2M, SZ_4K);
	iommu_tlb_range_add(c->domain, c->base + SZ_2M, n);
	iommu_tlb_sync(c->domain);
	if (n != SZ_4K)
		dev_err(c->dev, "unmapped only %zu\n", n);
}
