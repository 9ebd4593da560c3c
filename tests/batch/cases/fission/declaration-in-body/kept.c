/*
 * A variable of the round.
 * kept: put_page(page) at line 13
 */
void f(struct iommu_domain *d, struct page **p, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		struct page *page = p[i];

		iommu_unmap(d, i * PAGE_SIZE, PAGE_SIZE);
		put_page(page);
	}
}
