int f(struct ctx *c, struct iommu_domain *d, phys_addr_t pa, int n)
{
	while (n--) {
		if (iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0) < 0) {
			dev_err(c->dev, "no map\n");
			iommu_tlb_sync(d);
			goto fail;
		}
		iommu_tlb_range_add(d, n * PAGE_SIZE, PAGE_SIZE);
	}
	if (d)
		iommu_tlb_sync(d);
	return 0;
fail:
	return -1;
}
