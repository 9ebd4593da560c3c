/*
 * The inner loop is left, the outer one goes on.
 * not put off: line 15 unmaps, and the loop goes on mapping
 */
int f(struct iommu_domain *d, phys_addr_t pa, int n)
{
	int i, ret = 0;

	while (n--) {
		for (i = 0; i < 8; i++) {
			ret = iommu_map(d, i * PAGE_SIZE, pa, PAGE_SIZE, 0);
			if (!ret)
				continue;
			if (ret > 1) {
				iommu_unmap(d, 0, i * PAGE_SIZE);
				continue;
			}
			break;
		}
	}
	return ret;
}
