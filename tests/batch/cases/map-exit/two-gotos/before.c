int f(struct ctx *c, struct iommu_domain *d, phys_addr_t pa, int n)
{
	int ret;

	while (n--) {
		if (!test_bit(n, c->bitmap)) {
			ret = -1;
			goto out;
		}
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		if (ret) {
			dev_err(c->dev, "%d\n", ret);
			goto out;
		}
	}
	ret = 0;
out:
	return ret;
}
