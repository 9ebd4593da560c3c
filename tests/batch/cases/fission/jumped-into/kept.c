/*
 * A jump to the second half has no first half any more.
 * kept: put_page(p[i]) at line 14
 */
void f(struct iommu_domain *d, struct page **p, int n)
{
	int i = n / 2;

	if (n > 8)
		goto half;
	for (i = 0; i < n; i++) {
		iommu_unmap(d, i * PAGE_SIZE, PAGE_SIZE);
half:
		put_page(p[i]);
	}
}
