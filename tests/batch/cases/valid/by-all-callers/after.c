/* Everybody who calls it has looked at the pointer before. */
static void f(struct ctx *c, int n)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	while (n--)
		iommu_unmap_fast(c->domain, n * PAGE_SIZE, PAGE_SIZE, &gather);
	if (c->domain)
		iommu_iotlb_sync(c->domain, &gather);
}

void g(struct ctx *c)
{
	c->total = 0;
	f(c, c->count);
}

void h(struct ctx *c)
{
	if (c)
		f(c, 4);
}
