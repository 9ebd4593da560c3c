/*
 * &(d) gives the address away just as &d does.
 * kept: the address of d is taken at line 13
 */
static void next(struct iommu_domain **p)
{
	*p = dom_next(*p);
}

void f(struct iommu_domain *d, unsigned long iova, int n)
{
	while (n--)
		iommu_unmap(d, (next(&(d)), iova), SZ_4K);
}
