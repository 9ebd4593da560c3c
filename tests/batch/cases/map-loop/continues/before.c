/* It does not end after the first map. */
int f(struct iommu_domain *d, phys_addr_t pa, int n)
{
	int i, ret = 0;

	for (i = 0; i < n; i++) {
		ret = iommu_map(d, i * PAGE_SIZE, pa, PAGE_SIZE, 0);
		if (!ret)
			continue;
		break;
	}
	return ret;
}
