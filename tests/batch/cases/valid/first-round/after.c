/* The first round of a do loop looks at the domain, and so at what holds it. */
void f(struct ctx *ctx, unsigned long iova, int n)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	do {
		iova -= SZ_4K;
		iommu_unmap_fast(ctx->domain, iova, SZ_4K, &gather);
	} while (--n);
	iommu_iotlb_sync(ctx->domain, &gather);
}
