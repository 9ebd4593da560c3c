/*
 * The counter is a member: not the function's own.
 * kept: put_page(p[i]) at line 11
 */
void f(struct iommu_domain *d, struct ctx *c, struct page **p)
{
	int i = 0;

	for (c->count = 0; c->count < 8; c->count++) {
		iommu_unmap(d, c->count * PAGE_SIZE, PAGE_SIZE);
		put_page(p[i]);
	}
}
