/* In the second round of the outer loop it is NULL. */
void f(struct ctx *c, int n)
{
	struct iommu_iotlb_gather gather;
	int i;

	use(c->domain->type);
	while (c->count--) {
		iommu_iotlb_gather_init(&gather);
		for (i = 0; i < n; i++)
			iommu_unmap_fast(c->domain, i * PAGE_SIZE, PAGE_SIZE, &gather);
		if (c->domain)
			iommu_iotlb_sync(c->domain, &gather);
		c->domain = NULL;
	}
}
