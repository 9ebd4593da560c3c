int f(struct iommu_domain *d, unsigned long iova, struct page **pages, int n)
{
	unsigned long len;
	int i, j, ret;

	for (i = 0; i < n; ) {
		phys_addr_t pa = page_to_phys(pages[i]);

		for (j = i + 1; j < n; j++)
			if (page_to_phys(pages[j]) != pa + (j - i) * PAGE_SIZE)
				break;
		len = (j - i) << PAGE_SHIFT;
		ret = iommu_map_async(d, iova, pa, len, 0);
		if (ret) {
			iommu_tlb_sync(d);
			return ret;
		}
		iova += len;
		i = j;
	}
	if (d)
		iommu_tlb_sync(d);
	return 0;
}
