/* The inner loop is one batch; the outer one would unmap and map again. */
int f(struct iommu_domain *d, phys_addr_t pa, int n)
{
	int i, ret = 0;

	while (n--) {
		for (i = 0; i < 8; i++) {
			ret = iommu_map(d, i * PAGE_SIZE, pa, PAGE_SIZE, 0);
			if (!ret)
				continue;
			iommu_unmap(d, 0, i * PAGE_SIZE);
			break;
		}
	}
	return ret;
}
