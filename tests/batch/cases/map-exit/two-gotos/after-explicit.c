int f(struct ctx *c, struct iommu_domain *d, phys_addr_t pa, int n)
{
	int ret;

	while (n--) {
		if (!test_bit(n, c->bitmap)) {
			ret = -1;
			if (d)
				iommu_tlb_sync(d);
			goto out;
		}
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		iommu_tlb_range_add(d, n * PAGE_SIZE, PAGE_SIZE);
		if (ret) {
			dev_err(c->dev, "%d\n", ret);
			iommu_tlb_sync(d);
			goto out;
		}
	}
	if (d)
		iommu_tlb_sync(d);
	ret = 0;
out:
	return ret;
}
