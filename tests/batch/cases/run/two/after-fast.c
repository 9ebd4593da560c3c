/* Two in a row. */
void f(struct ctx *c)
{
	iommu_tlb_range_add(c->domain, c->base,
			    iommu_unmap_fast(c->domain, c->base, SZ_4K));
	iommu_tlb_range_add(c->domain, c->base + SZ_2M,
			    iommu_unmap_fast(c->domain, c->base + SZ_2M, SZ_4K));
	iommu_tlb_sync(c->domain);
}
