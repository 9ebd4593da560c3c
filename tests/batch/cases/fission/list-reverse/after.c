/* From the end to the beginning, twice. */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct iommu_iotlb_gather gather;
	struct map *m, *tmp;

	iommu_iotlb_gather_init(&gather);
	list_for_each_entry_safe_reverse(m, tmp, &c->maps, node)
		iommu_unmap_fast(d, m->iova, m->len, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);

	list_for_each_entry_safe_reverse(m, tmp, &c->maps, node)
		kfree(m);
}
