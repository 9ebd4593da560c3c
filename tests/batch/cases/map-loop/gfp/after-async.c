/* At the level of Linux 6.3 maps have a gfp_t. */
int f(struct iommu_domain *d, unsigned long iova, phys_addr_t pa, int n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map_async(d, iova, pa, PAGE_SIZE, 0, GFP_KERNEL);
		iova += PAGE_SIZE;
	}
	if (d)
		iommu_tlb_sync(d);
	return ret;
}
