int f(struct iommu_domain *d, phys_addr_t pa)
{
	int a, b;

	a = iommu_map_async(d, 0, pa, PAGE_SIZE, 0);
	b = iommu_map_async(d, SZ_2M, pa, PAGE_SIZE, 0);
	iommu_tlb_sync(d);
	return a ? a : b;
}
