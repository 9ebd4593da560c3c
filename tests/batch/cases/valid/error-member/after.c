/* Another function lets the member hold an error; without a round, it still may. */
int attach(struct ctx *c, struct device *dev)
{
	c->domain = iommu_paging_domain_alloc(dev);
	if (IS_ERR(c->domain))
		return -1;
	return 0;
}

void f(struct ctx *c, int n)
{
	struct iommu_iotlb_gather gather;

	c->total = n;
	iommu_iotlb_gather_init(&gather);
	while (n--)
		iommu_unmap_fast(c->domain, n * PAGE_SIZE, PAGE_SIZE, &gather);
	if (!IS_ERR_OR_NULL(c->domain))
		iommu_iotlb_sync(c->domain, &gather);
}
