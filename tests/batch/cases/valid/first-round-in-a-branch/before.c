/* A use in one branch of the first round proves nothing. */
void f(struct iommu_domain *d, unsigned long iova, int n)
{
	do {
		if (n & 1)
			iommu_unmap(d, iova + n * SZ_4K, SZ_4K);
	} while (--n);
}
