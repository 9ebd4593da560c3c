/* not put off: line 8 stores where others may look */
int f(u32 *ring, struct iommu_domain *d, phys_addr_t pa, u32 n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		ring[n] = n * PAGE_SIZE;
	}
	return ret;
}
