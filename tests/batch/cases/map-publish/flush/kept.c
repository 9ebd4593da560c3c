/* not put off: iommu_iotlb_sync(d, ...) at line 9 has a flush of its own */
int f(struct iommu_domain *d, struct iommu_iotlb_gather *g, phys_addr_t pa,
      int n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		iommu_iotlb_sync(d, g);
	}
	return ret;
}
