/*
 * More is released than the unmap before it has flushed.
 * kept: __free_iova(c, ...) at line 13
 */
void f(struct iommu_domain *d, struct ctx *c, unsigned long iova, int n)
{
	size_t step = SZ_4K;

	while (n--) {
		if (n & 1)
			iommu_unmap(d, iova + SZ_4K, step);
		iommu_unmap(d, iova, step);
		__free_iova(c, iova, c->total);
		iova += SZ_2M;
	}
}
