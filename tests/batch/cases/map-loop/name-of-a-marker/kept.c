/* A word of the file that the markers need. */
int batch_map(struct iommu_domain *d, phys_addr_t pa, int n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
	}
	return ret;
}
