/* Nothing in the loop touches c->domain. */
void f(struct ctx *c, int n)
{
	struct iommu_iotlb_gather gather;
	size_t done = c->total;

	iommu_iotlb_gather_init(&gather);
	while (n--) {
		iommu_unmap_fast(c->domain, c->base + done, SZ_4K, &gather);
		done += SZ_4K;
	}
	if (c->domain)
		iommu_iotlb_sync(c->domain, &gather);
}
