/* The error label undoes: first the flush, then the unmaps. */
int f(struct iommu_domain *d, unsigned long iova, phys_addr_t pa, int n)
{
	int i, ret;

	for (i = 0; i < n; i++) {
		ret = iommu_map(d, iova + i * PAGE_SIZE, pa, PAGE_SIZE, 0);
		if (ret < 0)
			goto fail;
	}
	return 0;
fail:
	iommu_unmap(d, iova, i * PAGE_SIZE);
	return ret;
}
