/*
 * The counter is a global variable: others may move it.
 * kept: put_page(p[at]) at line 11
 */
static int at;

void f(struct iommu_domain *d, struct page **p, int n)
{
	for (at = 0; at < n; at++) {
		iommu_unmap(d, at * PAGE_SIZE, PAGE_SIZE);
		put_page(p[at]);
	}
}
