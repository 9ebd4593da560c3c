/*
 * The body changes the bound.
 * kept: put_page(p[i]) at line 11
 */
void f(struct iommu_domain *d, struct page **p, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		iommu_unmap(d, i * PAGE_SIZE, PAGE_SIZE);
		put_page(p[i]);
		n--;
	}
}
