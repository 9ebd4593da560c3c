/*
 * Not every round releases.
 * kept: put_page(p[i]) at line 13
 */
void f(struct iommu_domain *d, struct page **p, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		iommu_unmap(d, i * PAGE_SIZE, PAGE_SIZE);
		if (!p[i])
			continue;
		put_page(p[i]);
	}
}
