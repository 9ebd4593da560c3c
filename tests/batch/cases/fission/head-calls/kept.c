/*
 * The bound is asked for anew each round.
 * kept: is_last(i) at line 9
 */
void f(struct iommu_domain *d, struct page **p)
{
	int i;

	for (i = 0; i < is_last(i); i++) {
		iommu_unmap(d, i * PAGE_SIZE, PAGE_SIZE);
		put_page(p[i]);
	}
}
