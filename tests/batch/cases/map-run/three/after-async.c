int f(struct iommu_domain *d, phys_addr_t pa)
{
	int ret;

	ret = iommu_map_async(d, 0, pa, PAGE_SIZE, 0);
	if (ret) {
		iommu_tlb_sync(d);
		return ret;
	}
	ret = iommu_map_async(d, SZ_2M, pa, PAGE_SIZE, 0);
	iommu_tlb_sync(d);
	if (ret)
		return ret;
	return iommu_map(d, SZ_4K, pa, PAGE_SIZE, 0);
}
