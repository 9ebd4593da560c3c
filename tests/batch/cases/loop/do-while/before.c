/* The flush stands behind the condition. */
void f(struct iommu_domain *d, unsigned long iova, size_t size)
{
	do {
		iommu_unmap(d, iova, SZ_4K);
		iova += SZ_4K;
		size -= SZ_4K;
	} while (size);
}
