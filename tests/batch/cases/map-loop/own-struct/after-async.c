/* What is written is on the stack of the function. */
int f(struct iommu_domain *d, struct page **pages, int n)
{
	struct map now = { .iova = 0 };
	int ret = 0;

	while (n-- && !ret) {
		now.len = PAGE_SIZE;
		ret = iommu_map_async(d, now.iova, page_to_phys(pages[n]), now.len, 0);
		now.iova += PAGE_SIZE;
		++now.ref.refs;
	}
	if (d)
		iommu_tlb_sync(d);
	return ret;
}
