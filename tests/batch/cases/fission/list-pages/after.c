/* Walks of a list may be made twice, as long as nobody changes it. */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct iommu_iotlb_gather gather;
	struct map *m;

	iommu_iotlb_gather_init(&gather);
	list_for_each_entry(m, &c->maps, node)
		iommu_unmap_fast(d, m->iova, m->len, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);

	list_for_each_entry(m, &c->maps, node)
		put_page(m->page);
}
