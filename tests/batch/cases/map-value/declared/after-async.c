int f(struct iommu_domain *d, phys_addr_t pa, int n)
{
	while (n--) {
		int ret = iommu_map_async(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);

		if (ret) {
			iommu_tlb_sync(d);
			return ret;
		}
	}
	if (d)
		iommu_tlb_sync(d);
	return 0;
}
