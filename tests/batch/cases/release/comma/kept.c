/*
 * Behind a comma.
 * kept: put_page(p[n]) at line 8
 */
void f(struct iommu_domain *d, struct page **p, int n)
{
	while (n--)
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE), put_page(p[n]);
}
