int f(struct iommu_domain *d, phys_addr_t pa)
{
	if (iommu_map(d, 0, pa, PAGE_SIZE, 0))
		return -1;
	if (iommu_map(d, SZ_2M, pa, PAGE_SIZE, 0))
		goto undo;
	return 0;
undo:
	iommu_unmap(d, 0, PAGE_SIZE);
	return -1;
}
