/* A flush for each, and one pair of braces. */
int f(struct iommu_domain *a, struct iommu_domain *b, phys_addr_t pa, int n)
{
	int ret = 0;

	while (n--) {
		ret = iommu_map_async(a, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		if (ret) {
			iommu_tlb_sync(a);
			if (b)
				iommu_tlb_sync(b);
			goto out;
		}
		ret = iommu_map_async(b, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		if (ret) {
			iommu_tlb_sync(a);
			iommu_tlb_sync(b);
			goto out;
		}
	}
	if (a)
		iommu_tlb_sync(a);
	if (b)
		iommu_tlb_sync(b);
out:
	return ret;
}
