/*
 * Behind the #define, the name is not that of the parameter any more.
 * kept: it is written with a macro
 */
void f(struct iommu_domain *d, struct iommu_domain **doms,
       unsigned long iova, int n)
{
	int i;

	use(d->type);
#define d doms[i]
	for (i = 0; i < n; i++)
		iommu_unmap(d, iova, SZ_4K);
#undef d
}
