/*
 * The first page goes back before the second unmap.
 * kept: put_page(p) at line 8 drops a pin
 */
void f(struct ctx *c, struct page *p)
{
	iommu_unmap(c->domain, c->base, SZ_4K);
	put_page(p);
	iommu_unmap(c->domain, c->base + SZ_2M, SZ_4K);
}
