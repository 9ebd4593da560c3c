/* not put off: line 9 unmaps, and the loop goes on mapping */
int f(struct iommu_domain *d, phys_addr_t pa, int n)
{
	int i, ret = 0;

	for (i = 0; i < n; i++) {
		ret = iommu_map(d, i * PAGE_SIZE, pa, PAGE_SIZE, 0);
		if (ret) {
			iommu_unmap(d, 0, i * PAGE_SIZE);
			if (i & 1)
				continue;
			break;
		}
	}
	return ret;
}
