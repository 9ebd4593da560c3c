/*
 * The iterator assigns its first argument.
 * kept: d is what the loop at line 9 runs over
 */
void f(struct iommu_domain *head, unsigned long iova)
{
	struct iommu_domain *d;

	for_each_dom(d, head)
		iommu_unmap(d, iova, SZ_4K);
}
