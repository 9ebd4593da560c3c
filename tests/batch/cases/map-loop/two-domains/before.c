/* A flush for each, and one pair of braces. */
int f(struct iommu_domain *a, struct iommu_domain *b, phys_addr_t pa, int n)
{
	int ret = 0;

	while (n--) {
		ret = iommu_map(a, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		if (ret)
			goto out;
		ret = iommu_map(b, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		if (ret)
			goto out;
	}
out:
	return ret;
}
