/* The error label undoes: first the flush, then the unmaps. */
int f(struct iommu_domain *d, unsigned long iova, phys_addr_t pa, int n)
{
	int i, ret;

	for (i = 0; i < n; i++) {
		ret = iommu_map(d, iova + i * PAGE_SIZE, pa, PAGE_SIZE, 0);
		iommu_tlb_range_add(d, iova + i * PAGE_SIZE, PAGE_SIZE);
		if (ret < 0) {
			iommu_tlb_sync(d);
			goto fail;
		}
	}
	if (d)
		iommu_tlb_sync(d);
	return 0;
fail:
	iommu_unmap_sync(d, iova, i * PAGE_SIZE);
	return ret;
}
