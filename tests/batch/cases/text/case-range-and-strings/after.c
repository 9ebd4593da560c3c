/* Braces in strings and characters are none. */
void f(struct iommu_domain *d, struct ctx *c, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		if (m->ref.refs == '}')
			dev_err(c->dev, "} put_page(m);");
		iommu_unmap_fast(d, m->iova, m->len, &gather);
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
}
