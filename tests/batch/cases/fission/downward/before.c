/* Counting down. */
void f(struct iommu_domain *d, struct page **p, int n)
{
	int i;

	for (i = n - 1; i >= 0; i--) {
		iommu_unmap(d, i * PAGE_SIZE, PAGE_SIZE);
		unpin_user_page(p[i]);
	}
}
