/*
 * The file has a put_page() of its own, which moves the base.
 * kept: put_page(p[i]) at line 19
 */
static unsigned long base;

static void release(struct page *p)
{
	base += PAGE_SIZE * p->refs;
}
#define put_page release

void f(struct iommu_domain *d, struct page **p, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		iommu_unmap(d, base, PAGE_SIZE);
		put_page(p[i]);
	}
}
