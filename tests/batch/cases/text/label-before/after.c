/* A label right before the loop. */
void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	if (!m)
		goto out;
	use(1);
out:
	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next)
		iommu_unmap_fast(d, m->iova, m->len, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
}
