/* not put off: d is assigned at line 7 */
int f(struct iommu_domain *d, struct iommu_domain *e, phys_addr_t pa)
{
	int a, b;

	a = iommu_map(d, 0, pa, PAGE_SIZE, 0);
	d = e;
	b = iommu_map(d, 0, pa, PAGE_SIZE, 0);
	return a ? a : b;
}
