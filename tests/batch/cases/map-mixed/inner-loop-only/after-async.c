/* The inner loop is one batch; the outer one would unmap and map again. */
int f(struct iommu_domain *d, phys_addr_t pa, int n)
{
	int i, ret = 0;

	while (n--) {
		for (i = 0; i < 8; i++) {
			ret = iommu_map_async(d, i * PAGE_SIZE, pa, PAGE_SIZE, 0);
			if (!ret)
				continue;
			iommu_unmap_async(d, 0, i * PAGE_SIZE);
			break;
		}
		if (d)
			iommu_tlb_sync(d);
	}
	return ret;
}
