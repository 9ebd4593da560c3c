int f(struct iommu_domain *d, unsigned long iova, phys_addr_t pa, int n)
{
	int ret;

	while (n--) {
#ifdef CONFIG_A
		if (n & 1) {
			if (d)
				iommu_tlb_sync(d);
			return -1;
		}
#endif
		ret = iommu_map(d, iova, pa, PAGE_SIZE, 0);
		iommu_tlb_range_add(d, iova, PAGE_SIZE);
		if (ret) {
			iommu_tlb_sync(d);
			return ret;
		}
		iova += PAGE_SIZE;
	}
	if (d)
		iommu_tlb_sync(d);
	return 0;
}
