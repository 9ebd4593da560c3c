/* One release: no braces. */
void f(struct iommu_domain *d, struct page **p, int n)
{
	int i;

	for (i = 0; i < n; i++)
		iommu_unmap_async(d, i * PAGE_SIZE, PAGE_SIZE);
	if (d)
		iommu_tlb_sync(d);

	for (i = 0; i < n; i++)
		put_page(p[i]);
}
