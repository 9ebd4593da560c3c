/* The first two share a flush. */
void f(struct ctx *c, struct page *p)
{
	iommu_unmap(c->domain, c->base, SZ_4K);
	iommu_unmap(c->domain, c->base + SZ_2M, SZ_4K);
	put_page(p);
	iommu_unmap(c->domain, c->base + 2 * SZ_2M, SZ_4K);
}
