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
	c->total = n;
	while (n--)
		iommu_unmap_async(c->domain, n * PAGE_SIZE, PAGE_SIZE);
	if (!IS_ERR_OR_NULL(c->domain))
		iommu_tlb_sync(c->domain);
}
