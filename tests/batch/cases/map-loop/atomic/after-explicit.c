int f(struct iommu_domain *d, unsigned long iova, phys_addr_t pa, int n)
{
	int ret = 0;

	for (; n && !ret; n--, iova += PAGE_SIZE)
		if (n & 1) {
			ret = iommu_map_atomic(d, iova, pa, PAGE_SIZE, 0);
			iommu_tlb_range_add(d, iova, PAGE_SIZE);
		}
	if (d)
		iommu_tlb_sync(d);
	return ret;
}
