/* It does not end after the first map. */
int f(struct iommu_domain *d, phys_addr_t pa, int n)
{
	int i, ret = 0;

	for (i = 0; i < n; i++) {
		ret = iommu_map_async(d, i * PAGE_SIZE, pa, PAGE_SIZE, 0);
		if (!ret)
			continue;
		break;
	}
	if (d)
		iommu_tlb_sync(d);
	return ret;
}
