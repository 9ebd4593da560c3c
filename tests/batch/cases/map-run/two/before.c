int f(struct iommu_domain *d, phys_addr_t pa)
{
	int a, b;

	a = iommu_map(d, 0, pa, PAGE_SIZE, 0);
	b = iommu_map(d, SZ_2M, pa, PAGE_SIZE, 0);
	return a ? a : b;
}
