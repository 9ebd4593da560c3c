/*
 * A comment would lose its place.
 * kept: put_page(p[i]) at line 12
 */
void f(struct iommu_domain *d, struct page **p, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		iommu_unmap(d, i * PAGE_SIZE, PAGE_SIZE);
		/* nobody has it any more */
		put_page(p[i]);
	}
}
