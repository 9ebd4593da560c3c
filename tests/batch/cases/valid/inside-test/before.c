/* The loop stands behind the test. */
void f(struct iommu_domain *d, int n)
{
	if (d && n > 1) {
		while (n--)
			iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
	}
}
