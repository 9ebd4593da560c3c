/* A value is there, and may be NULL. */
void f(struct ctx *c, int n)
{
	struct iommu_iotlb_gather gather;
	struct iommu_domain *d = c->domain;

	iommu_iotlb_gather_init(&gather);
	while (n--)
		iommu_unmap_fast(d, n * PAGE_SIZE, PAGE_SIZE, &gather);
	if (d)
		iommu_iotlb_sync(d, &gather);
}
