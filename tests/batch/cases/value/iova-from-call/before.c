/* A call gives the IOVA. */
static unsigned long nth(int n)
{
	return n * SZ_4K;
}

void f(struct iommu_domain *d, int n)
{
	while (n--)
		iommu_unmap(d, nth(n), SZ_4K);
}
