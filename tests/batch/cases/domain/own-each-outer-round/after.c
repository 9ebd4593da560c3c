/* The inner loop keeps to one domain, the outer one does not. */
void f(struct ctx *c, int n)
{
	struct iommu_iotlb_gather gather;
	int i, k;

	for (i = 0; i < n; i++) {
		struct iommu_domain *d = dom_get(i);

		iommu_iotlb_gather_init(&gather);
		for (k = 0; k < n; k++)
			iommu_unmap_fast(d, c->base + k * SZ_4K, SZ_4K, &gather);
		if (d)
			iommu_iotlb_sync(d, &gather);
	}
}
