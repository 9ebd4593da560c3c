int f(struct iommu_domain *d, phys_addr_t pa)
{
	int ret;

	ret = iommu_map(d, 0, pa, PAGE_SIZE, 0);
	if (ret)
		return ret;
	ret = iommu_map(d, SZ_2M, pa, PAGE_SIZE, 0);
	if (ret)
		return ret;
	return iommu_map(d, SZ_4K, pa, PAGE_SIZE, 0);
}
