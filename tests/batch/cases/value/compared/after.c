/* Compared in a condition. */
void f(struct iommu_domain *d, struct ctx *c, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		if (iommu_unmap_fast(d, m->iova, m->len, &gather) != m->len)
			dev_err(c->dev, "failed\n");
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
}
