/*
 * The step of the for loop releases.
 * kept: put_page(p[n]) at line 7
 */
void f(struct iommu_domain *d, struct page **p, int n)
{
	for (; n--; put_page(p[n]))
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
}
