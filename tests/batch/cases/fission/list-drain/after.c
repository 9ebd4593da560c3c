/* Entries go with what they describe: behind the flush, both. */
void f(struct ctx *c)
{
	struct iommu_iotlb_gather gather;
	struct map *m, *tmp;

	iommu_iotlb_gather_init(&gather);
	list_for_each_entry_safe(m, tmp, &c->maps, node)
		iommu_unmap_fast(c->domain, m->iova, m->len, &gather);
	if (c->domain)
		iommu_iotlb_sync(c->domain, &gather);

	list_for_each_entry_safe(m, tmp, &c->maps, node) {
		put_page(m->page);
		list_del(&m->node);
		kfree(m->buf);
		kfree(m);
	}
}
