/* not put off: its domain is neither a variable nor a member */
int f(struct iommu_domain **d, unsigned long iova, phys_addr_t pa, int n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map(d[n], iova, pa, PAGE_SIZE, 0);
	}
	return ret;
}
