int f(struct iommu_domain *d, phys_addr_t pa)
{
	int ret;

	ret = iommu_map(d, 0, pa, PAGE_SIZE, 0);
	iommu_tlb_range_add(d, 0, PAGE_SIZE);
	if (ret) {
		iommu_tlb_sync(d);
		return ret;
	}
	ret = iommu_map(d, SZ_2M, pa, PAGE_SIZE, 0);
	iommu_tlb_range_add(d, SZ_2M, PAGE_SIZE);
	iommu_tlb_sync(d);
	if (ret)
		return ret;
	return iommu_map_sync(d, SZ_4K, pa, PAGE_SIZE, 0);
}
