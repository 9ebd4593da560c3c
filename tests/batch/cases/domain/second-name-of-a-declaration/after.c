/* Declared behind a comma, it is a variable all the same. */
void f(struct ctx *c, int n)
{
	struct iommu_iotlb_gather gather;
	struct iommu_domain *other = NULL, *d = c->domain;

	if (other)
		return;
	iommu_iotlb_gather_init(&gather);
	while (n--)
		iommu_unmap_fast(d, n * PAGE_SIZE, PAGE_SIZE, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
}
