/*
 * Who jumps to the label comes without a batch.
 * kept: a label stands between, line 10
 */
void f(struct iommu_domain *d, size_t n)
{
	if (n > SZ_4K)
		goto second;
	iommu_unmap(d, 0, n);
second:
	iommu_unmap(d, SZ_2M, n);
}
