/* Unwinding as drivers do it. */
static int goto_exits(struct iommu_domain *domain, unsigned long iova,
		      struct page **pages, int count)
{
	int i, ret;

	for (i = 0; i < count; i++) {
		ret = iommu_map_sync(domain, iova + i * PAGE_SIZE,
				page_to_phys(pages[i]), PAGE_SIZE, IOMMU_READ);
		if (ret)
			goto unwind;
	}
	return 0;

unwind:
	while (i-- > 0)
		iommu_unmap_sync(domain, iova + i * PAGE_SIZE, PAGE_SIZE);
	return ret;
}
