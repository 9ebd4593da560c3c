/* It decides whether there is another round. */
void f(struct iommu_domain *d, unsigned long iova)
{
	while (iommu_unmap(d, iova, SZ_4K))
		iova += SZ_4K;
}
