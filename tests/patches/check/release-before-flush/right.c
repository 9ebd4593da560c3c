void behind(struct ctx *c, struct page **p, int n)
{
	struct iommu_iotlb_gather gather;
	int i;

	iommu_iotlb_gather_init(&gather);
	for (i = 0; i < n; i++)
		iommu_unmap_fast(c->domain, i * PAGE_SIZE, PAGE_SIZE, &gather);
	iommu_iotlb_sync(c->domain, &gather);
	for (i = 0; i < n; i++)
		__free_page(p[i]);
}

/* The entry is not what the device reaches. */
void entries(struct ctx *c)
{
	struct iommu_iotlb_gather gather;
	struct map *m, *tmp;

	iommu_iotlb_gather_init(&gather);
	list_for_each_entry_safe(m, tmp, &c->maps, node) {
		iommu_unmap_fast(c->domain, m->iova, m->len, &gather);
		list_del(&m->node);
		kfree(m);
	}
	if (c->domain)
		iommu_iotlb_sync(c->domain, &gather);
}

/* Flushes first, and then unpins: it has the gather. */
static size_t handed_over(struct ctx *c, struct map *m, struct list_head *list)
{
	struct iommu_iotlb_gather gather;
	size_t unpinned;

	iommu_iotlb_gather_init(&gather);
	iommu_unmap_fast(c->domain, m->iova, m->len, &gather);
	unpinned = sync_unpin(c, c->domain, list, &gather);
	unpin_user_page(m->page);
	return unpinned;
}
