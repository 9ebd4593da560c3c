/* not put off: a single map: no other to share a flush with */
int f(struct iommu_domain *d, struct iommu_domain *e, phys_addr_t pa)
{
	int a, b;

	a = iommu_map(d, 0, pa, PAGE_SIZE, 0);
	b = iommu_map(e, 0, pa, PAGE_SIZE, 0);
	return a ? a : b;
}
