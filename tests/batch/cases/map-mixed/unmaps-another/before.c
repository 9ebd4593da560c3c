/* The other domain's unmap keeps its flush. */
int f(struct iommu_domain *d, struct iommu_domain *e, phys_addr_t pa, int n)
{
	int i, ret;

	for (i = 0; i < n; i++) {
		ret = iommu_map(d, i * PAGE_SIZE, pa, PAGE_SIZE, 0);
		iommu_unmap(e, i * PAGE_SIZE, PAGE_SIZE);
		if (ret)
			return ret;
	}
	return 0;
}
