/* A global variable of the file that nothing in the loop writes. */
static struct iommu_domain *the_domain;

void f(unsigned long iova, int n)
{
	while (n--)
		iommu_unmap(the_domain, iova + n * SZ_4K, SZ_4K);
}
