/* Each way out has its flush; the last map's is behind it. */
int f(struct ctx *c, struct iommu_domain *d, phys_addr_t pa)
{
	int ret;

	ret = iommu_map(d, 0, pa, PAGE_SIZE, 0);
	iommu_tlb_range_add(d, 0, PAGE_SIZE);
	if (ret) {
		dev_err(c->dev, "first: %d\n", ret);
		iommu_tlb_sync(d);
		goto out;
	}

	ret = iommu_map(d, SZ_2M, pa, PAGE_SIZE, 0);
	iommu_tlb_range_add(d, SZ_2M, PAGE_SIZE);
	iommu_tlb_sync(d);
	if (ret) {
		dev_err(c->dev, "second: %d\n", ret);
		goto undo;
	}
	return 0;
undo:
	iommu_unmap_sync(d, 0, PAGE_SIZE);
out:
	return ret;
}
