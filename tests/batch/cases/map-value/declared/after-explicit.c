int f(struct iommu_domain *d, phys_addr_t pa, int n)
{
	while (n--) {
		int ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		iommu_tlb_range_add(d, n * PAGE_SIZE, PAGE_SIZE);

		if (ret) {
			iommu_tlb_sync(d);
			return ret;
		}
	}
	if (d)
		iommu_tlb_sync(d);
	return 0;
}
