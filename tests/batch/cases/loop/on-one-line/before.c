/* Head and body share a line. */
void f(struct iommu_domain *d, unsigned long iova, int n)
{
	while (n--) iommu_unmap(d, iova + n * SZ_4K, SZ_4K);
}
