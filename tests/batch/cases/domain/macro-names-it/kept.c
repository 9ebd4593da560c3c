/*
 * What looks like a variable is a macro for an element.
 * kept: the domain may be another each round
 */
#define DOM doms[i]

void f(struct iommu_domain **doms, unsigned long iova, int n)
{
	int i;

	for (i = 0; i < n; i++)
		iommu_unmap(DOM, iova, SZ_4K);
}
