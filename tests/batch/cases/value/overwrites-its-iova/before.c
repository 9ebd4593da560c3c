/* The variable holds the IOVA before and the size behind. */
void f(struct iommu_domain *d, size_t n, int rounds)
{
	while (rounds--) {
		n = iommu_unmap(d, n, SZ_4K);
		cond_resched();
	}
}
