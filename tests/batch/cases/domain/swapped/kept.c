/*
 * swap() is a macro that assigns its arguments.
 * kept: swap(d, ...)
 */
void f(struct iommu_domain *d, struct iommu_domain *e,
       unsigned long iova, int n)
{
	while (n--) {
		iommu_unmap(d, iova, SZ_4K);
		swap(d, e);
	}
}
