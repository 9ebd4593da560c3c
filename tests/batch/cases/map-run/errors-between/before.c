/* Each way out has its flush; the last map's is behind it. */
int f(struct ctx *c, struct iommu_domain *d, phys_addr_t pa)
{
	int ret;

	ret = iommu_map(d, 0, pa, PAGE_SIZE, 0);
	if (ret) {
		dev_err(c->dev, "first: %d\n", ret);
		goto out;
	}

	ret = iommu_map(d, SZ_2M, pa, PAGE_SIZE, 0);
	if (ret) {
		dev_err(c->dev, "second: %d\n", ret);
		goto undo;
	}
	return 0;
undo:
	iommu_unmap(d, 0, PAGE_SIZE);
out:
	return ret;
}
