/* Unmap all, flush once, give back all. */
void f(struct ctx *c, struct page **p, int n)
{
	struct iommu_iotlb_gather gather;
	int i;

	use(c->domain->type);
	iommu_iotlb_gather_init(&gather);
	for (i = 0; i < n; i++)
		iommu_unmap_fast(c->domain, c->base + i * PAGE_SIZE, PAGE_SIZE, &gather);
	iommu_iotlb_sync(c->domain, &gather);

	for (i = 0; i < n; i++) {
		dma_unmap_page(c->dev, c->slots[i].iova, PAGE_SIZE, 0);
		__free_page(p[i]);
	}
}
