int f(struct iommu_domain *d, phys_addr_t pa)
{
	if (iommu_map(d, 0, pa, PAGE_SIZE, 0)) {
		iommu_tlb_sync(d);
		return -1;
	}
	iommu_tlb_range_add(d, 0, PAGE_SIZE);
	if (iommu_map(d, SZ_2M, pa, PAGE_SIZE, 0)) {
		iommu_tlb_sync(d);
		goto undo;
	}
	iommu_tlb_range_add(d, SZ_2M, PAGE_SIZE);
	iommu_tlb_sync(d);
	return 0;
undo:
	iommu_unmap_sync(d, 0, PAGE_SIZE);
	return -1;
}
