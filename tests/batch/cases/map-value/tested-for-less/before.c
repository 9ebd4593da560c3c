int f(struct ctx *c, struct iommu_domain *d, phys_addr_t pa, int n)
{
	while (n--) {
		if (iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0) < 0) {
			dev_err(c->dev, "no map\n");
			goto fail;
		}
	}
	return 0;
fail:
	return -1;
}
