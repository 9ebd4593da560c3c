/* The loop between the two has a flush of its own; the two are left alone. */
void f(struct iommu_domain *d, int n)
{
	iommu_unmap(d, 0, PAGE_SIZE);
	while (n--)
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
	iommu_unmap(d, SZ_2M, PAGE_SIZE);
}
