/* not put off: line 9 stores where others may look */
int f(struct iommu_domain *d, phys_addr_t pa, u32 n)
{
	static u32 mapped;
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		mapped = n;
	}
	return (int)mapped + ret;
}
