/* The loop that undoes is a batch of its own. */
int f(struct iommu_domain *d, unsigned long iova, phys_addr_t pa, int n)
{
	int i, ret;

	for (i = 0; i < n; i++) {
		ret = iommu_map(d, iova + i * PAGE_SIZE, pa, PAGE_SIZE, 0);
		if (ret)
			goto fail;
	}
	return 0;
fail:
	while (i-- > 0) {
		iommu_unmap(d, iova + i * PAGE_SIZE, PAGE_SIZE);
	}
	return ret;
}
