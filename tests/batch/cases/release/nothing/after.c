/* Walking, counting and complaining gives nothing back. */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct iommu_iotlb_gather gather;
	struct map *m;
	size_t n;

	iommu_iotlb_gather_init(&gather);
	list_for_each_entry(m, &c->maps, node) {
		n = iommu_unmap_fast(d, m->iova, min_t(size_t, m->len, SZ_2M), &gather);
		if (unlikely(n != m->len))
			dev_err(c->dev, "unmapped only %zu\n", n);
		usnic_err("%zu\n", n);
		c->count++;
		cond_resched();
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
}
