/* not put off: line 8 stores where others may look */
int f(unsigned long *ring, struct iommu_domain *d, phys_addr_t pa, int n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		++ring[n];
	}
	return ret;
}
