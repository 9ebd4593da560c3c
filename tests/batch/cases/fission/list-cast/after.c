/* Behind an iterator's parentheses a cast has to keep its braces. */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct iommu_iotlb_gather gather;
	struct map *m, *tmp;

	iommu_iotlb_gather_init(&gather);
	list_for_each_entry_safe(m, tmp, &c->maps, node) {
		(void)iommu_unmap_fast(d, m->iova, m->len, &gather);
	}
	if (d)
		iommu_iotlb_sync(d, &gather);

	list_for_each_entry_safe(m, tmp, &c->maps, node) {
		put_page(m->page);
		kfree(m);
	}
}
