/* The same behind the body. */
void f(struct iommu_domain *d, unsigned long iova)
{
	do {
		iova += SZ_4K;
	} while (iommu_unmap(d, iova, SZ_4K) == SZ_4K);
}
