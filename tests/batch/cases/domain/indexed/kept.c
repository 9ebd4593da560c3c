/*
 * An element of an array: nothing says that it is the same each time.
 * kept: neither a variable nor a member
 */
void f(struct iommu_domain **doms, unsigned long iova, int n)
{
	int i;

	for (i = 0; i < n; i++)
		iommu_unmap(doms[i], iova, SZ_4K);
}
