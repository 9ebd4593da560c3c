int f(struct iommu_domain *d, struct page **pages, int n)
{
	int i, run, ret;

	for (i = 0; i < n; i += run) {
		for (run = 1; i + run < n; run++)
			if (page_to_phys(pages[i + run]) !=
			    page_to_phys(pages[i]) + run * PAGE_SIZE)
				break;
		ret = iommu_map_async(d, i * PAGE_SIZE, page_to_phys(pages[i]),
				      run * PAGE_SIZE, 0);
		if (ret) {
			iommu_tlb_sync(d);
			return ret;
		}
	}
	if (d)
		iommu_tlb_sync(d);
	return 0;
}
