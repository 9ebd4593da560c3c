/* Each buffer learns what was unmapped; none of them is the domain. */
void f(struct ctx *c, int n)
{
	struct iommu_iotlb_gather gather;
	int i;

	c->total = 0;
	iommu_iotlb_gather_init(&gather);
	for (i = 0; i < n; i++)
		c->slots[i].len = iommu_unmap_fast(c->domain, c->slots[i].iova,
						   c->slots[i].len, &gather);
	if (c->domain)
		iommu_iotlb_sync(c->domain, &gather);
}
