int f(struct iommu_domain *d, unsigned long iova, phys_addr_t pa, int n)
{
	int ret;

	while (n--) {
#ifdef CONFIG_A
		if (n & 1)
			return -1;
#endif
		ret = iommu_map(d, iova, pa, PAGE_SIZE, 0);
		if (ret)
			return ret;
		iova += PAGE_SIZE;
	}
	return 0;
}
