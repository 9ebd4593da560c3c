/* What undoes the maps before it leaves joins their queue. */
int f(struct iommu_domain *d, phys_addr_t pa, int n)
{
	int i, ret;

	for (i = 0; i < n; i++) {
		ret = iommu_map(d, i * PAGE_SIZE, pa, PAGE_SIZE, 0);
		iommu_tlb_range_add(d, i * PAGE_SIZE, PAGE_SIZE);
		if (ret) {
			while (i-- > 0) {
				iommu_tlb_range_add(d, i * PAGE_SIZE,
						    iommu_unmap(d, i * PAGE_SIZE, PAGE_SIZE));
			}
			iommu_tlb_sync(d);
			return ret;
		}
	}
	if (d)
		iommu_tlb_sync(d);
	return 0;
}
