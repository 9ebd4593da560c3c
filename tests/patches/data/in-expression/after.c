/* Calls within conditions, operators, initialisers and other calls. */
static size_t in_expression(struct iommu_domain *d, unsigned long iova,
			    phys_addr_t paddr, size_t size)
{
	size_t sum = iommu_unmap_sync(d, iova, size) + iommu_unmap_sync(d, iova + size, size);

	if (!size || (iommu_map_sync(d, iova, paddr, size, IOMMU_READ) < 0 && sum))
		return min(sum, iommu_unmap_sync(d, iova, size));
	while (iommu_unmap_sync(d, iova, SZ_4K) == SZ_4K)
		iova += SZ_4K;
	return sum ? iommu_unmap_sync(d, iova, iommu_unmap_sync(d, iova, size)) : 0;
}
