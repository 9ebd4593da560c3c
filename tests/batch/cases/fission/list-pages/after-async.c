/* Walks of a list may be made twice, as long as nobody changes it. */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct map *m;

	list_for_each_entry(m, &c->maps, node)
		iommu_unmap_async(d, m->iova, m->len);
	if (d)
		iommu_tlb_sync(d);

	list_for_each_entry(m, &c->maps, node)
		put_page(m->page);
}
