/* Two in a row. */
void f(struct ctx *c)
{
	iommu_unmap_async(c->domain, c->base, SZ_4K);
	iommu_unmap_async(c->domain, c->base + SZ_2M, SZ_4K);
	iommu_tlb_sync(c->domain);
}
