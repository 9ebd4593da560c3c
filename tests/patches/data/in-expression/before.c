/* Calls within conditions, operators, initialisers and other calls. */
static size_t in_expression(struct iommu_domain *d, unsigned long iova,
			    phys_addr_t paddr, size_t size)
{
	size_t sum = iommu_unmap(d, iova, size) + iommu_unmap(d, iova + size, size);

	if (!size || (iommu_map(d, iova, paddr, size, IOMMU_READ) < 0 && sum))
		return min(sum, iommu_unmap(d, iova, size));
	while (iommu_unmap(d, iova, SZ_4K) == SZ_4K)
		iova += SZ_4K;
	return sum ? iommu_unmap(d, iova, iommu_unmap(d, iova, size)) : 0;
}
