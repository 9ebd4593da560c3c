/* What was tested is not what is there now. */
void f(struct ctx *c, int n)
{
	struct iommu_iotlb_gather gather;

	if (!c->domain)
		return;
	c->domain = c->first->domain;
	iommu_iotlb_gather_init(&gather);
	while (n--)
		iommu_unmap_fast(c->domain, n * PAGE_SIZE, PAGE_SIZE, &gather);
	if (c->domain)
		iommu_iotlb_sync(c->domain, &gather);
}
