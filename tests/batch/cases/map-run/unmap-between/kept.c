/* not put off: line 7 unmaps in between */
int f(struct iommu_domain *d, phys_addr_t pa)
{
	int a, b;

	a = iommu_map(d, 0, pa, PAGE_SIZE, 0);
	iommu_unmap(d, SZ_2M, PAGE_SIZE);
	b = iommu_map(d, SZ_2M, pa, PAGE_SIZE, 0);
	return a ? a : b;
}
