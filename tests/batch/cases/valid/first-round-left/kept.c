/*
 * The first round may be left before it looks at the domain.
 * kept: it cannot be told that the domain may be looked at
 */
void f(struct ctx *ctx, unsigned long iova, int n)
{
	do {
		if (!n)
			break;
		iommu_unmap(ctx->domain, iova + n * SZ_4K, SZ_4K);
	} while (--n);
}
