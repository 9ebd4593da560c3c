/* The inner loop is one batch; the outer one would unmap and map again. */
int f(struct iommu_domain *d, phys_addr_t pa, int n)
{
	int i, ret = 0;

	while (n--) {
		for (i = 0; i < 8; i++) {
			ret = iommu_map(d, i * PAGE_SIZE, pa, PAGE_SIZE, 0);
			iommu_tlb_range_add(d, i * PAGE_SIZE, PAGE_SIZE);
			if (!ret)
				continue;
			iommu_tlb_range_add(d, 0, iommu_unmap(d, 0, i * PAGE_SIZE));
			break;
		}
		if (d)
			iommu_tlb_sync(d);
	}
	return ret;
}
