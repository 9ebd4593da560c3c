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
		ret = iommu_map_async(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
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
