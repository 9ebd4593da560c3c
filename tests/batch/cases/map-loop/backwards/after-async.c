/* The IOVA goes down; in what order does not matter to the queue. */
int f(struct iommu_domain *d, unsigned long top, phys_addr_t pa, int n)
{
	int ret = 0;

	while (n-- > 0 && !ret) {
		top -= PAGE_SIZE;
		ret = iommu_map_async(d, top, pa, PAGE_SIZE, 0);
	}
	if (d)
		iommu_tlb_sync(d);
	return ret;
}
