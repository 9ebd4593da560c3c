/* A map and an unmap have nothing to share. */
int f(struct iommu_domain *d, phys_addr_t pa)
{
	int ret;

	ret = iommu_map(d, 0, pa, PAGE_SIZE, 0);
	iommu_unmap(d, SZ_2M, PAGE_SIZE);
	return ret;
}
