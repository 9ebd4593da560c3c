int f(struct iommu_domain *d, unsigned long iova, phys_addr_t pa, int n)
{
	int i, ret;

	for (i = 0; i < n; i++) {
		ret = iommu_map_nosync(d, iova + i * PAGE_SIZE, pa, PAGE_SIZE, 0, GFP_KERNEL);
		if (ret)
			goto fail;
	}
	ret = iommu_sync_map(d, iova, n * PAGE_SIZE);
	if (ret)
		goto fail;
	return 0;
fail:
	iommu_unmap(d, iova, i * PAGE_SIZE);
	return ret;
}
