/* The first round of a do loop looks at the domain, and so at what holds it. */
void f(struct ctx *ctx, unsigned long iova, int n)
{
	do {
		iova -= SZ_4K;
		iommu_unmap(ctx->domain, iova, SZ_4K);
	} while (--n);
}
