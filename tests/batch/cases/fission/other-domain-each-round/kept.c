/*
 * There is no one domain to flush.
 * kept: neither a variable nor a member
 */
void f(struct iommu_domain **doms, struct page **p, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		iommu_unmap(doms[i], 0, PAGE_SIZE);
		put_page(p[i]);
	}
}
