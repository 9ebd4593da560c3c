/* not put off: iommu_map_async(e, ...) at line 9 maps in between */
int f(struct iommu_domain *d, struct iommu_domain *e, phys_addr_t pa, int n)
{
	int ret = 0;

	/* Flushed by the caller. */
	while (n-- && !ret) {
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		iommu_map(e, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
	}
	return ret;
}
