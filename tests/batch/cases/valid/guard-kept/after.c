/* Whoever tests before each unmap tests before the flush. */
void f(struct ctx *c, int n)
{
	struct iommu_iotlb_gather gather;

	c->total = n;
	iommu_iotlb_gather_init(&gather);
	while (n--) {
		if (c->domain)
			iommu_unmap_fast(c->domain, n * PAGE_SIZE, PAGE_SIZE, &gather);
	}
	if (c->domain)
		iommu_iotlb_sync(c->domain, &gather);
}
