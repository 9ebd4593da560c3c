/* not put off: a label stands between */
int f(struct iommu_domain *d, phys_addr_t pa, int n)
{
	int ret;

	if (n)
		goto second;
	ret = iommu_map(d, 0, pa, PAGE_SIZE, 0);
second:
	ret = iommu_map(d, SZ_2M, pa, PAGE_SIZE, 0);
	return ret;
}
