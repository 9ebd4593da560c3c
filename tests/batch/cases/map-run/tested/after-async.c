int f(struct iommu_domain *d, phys_addr_t pa)
{
	if (iommu_map_async(d, 0, pa, PAGE_SIZE, 0)) {
		iommu_tlb_sync(d);
		return -1;
	}
	if (iommu_map_async(d, SZ_2M, pa, PAGE_SIZE, 0)) {
		iommu_tlb_sync(d);
		goto undo;
	}
	iommu_tlb_sync(d);
	return 0;
undo:
	iommu_unmap(d, 0, PAGE_SIZE);
	return -1;
}
