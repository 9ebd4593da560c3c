/* The other domain's unmap keeps its flush. */
int f(struct iommu_domain *d, struct iommu_domain *e, phys_addr_t pa, int n)
{
	int i, ret;

	for (i = 0; i < n; i++) {
		ret = iommu_map_async(d, i * PAGE_SIZE, pa, PAGE_SIZE, 0);
		iommu_unmap(e, i * PAGE_SIZE, PAGE_SIZE);
		if (ret) {
			iommu_tlb_sync(d);
			return ret;
		}
	}
	if (d)
		iommu_tlb_sync(d);
	return 0;
}
