/*
 * Something else stands on the loop's line.
 * kept: holds more than it
 */
void f(struct iommu_domain *d, unsigned long iova, int n)
{
	use(n); while (n--)
		iommu_unmap(d, iova + n * SZ_4K, SZ_4K);
}
