void page(struct ctx *c, struct page **p, int n)
{
	struct iommu_iotlb_gather gather;
	int i;

	iommu_iotlb_gather_init(&gather);
	for (i = 0; i < n; i++) {
		iommu_unmap_fast(c->domain, i * PAGE_SIZE, PAGE_SIZE, &gather);
		__free_page(p[i]);
	}
	iommu_iotlb_sync(c->domain, &gather);
}

void address(struct ctx *c)
{
	iommu_unmap_async(c->domain, c->base, SZ_4K);
	free_iova(&c->iovad, c->base >> PAGE_SHIFT);
	iommu_tlb_sync(c->domain);
}
