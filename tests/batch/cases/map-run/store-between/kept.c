/* not put off: line 7 stores where others may look */
int f(struct map *m, struct iommu_domain *d, phys_addr_t pa)
{
	int a, b;

	a = iommu_map(d, 0, pa, PAGE_SIZE, 0);
	m->used = true;
	b = iommu_map(d, SZ_2M, pa, PAGE_SIZE, 0);
	return a ? a : b;
}
