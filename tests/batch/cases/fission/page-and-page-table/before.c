/* Unmap all, flush once, give back all. */
void f(struct ctx *c, struct page **p, int n)
{
	int i;

	use(c->domain->type);
	for (i = 0; i < n; i++) {
		iommu_unmap(c->domain, c->base + i * PAGE_SIZE, PAGE_SIZE);
		dma_unmap_page(c->dev, c->slots[i].iova, PAGE_SIZE, 0);
		__free_page(p[i]);
	}
}
