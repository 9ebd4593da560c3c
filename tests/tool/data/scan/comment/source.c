/* iommu_map() in a block comment, iommu_mapping is no name */
// iommu_unmap in a line comment
static void comment(struct iommu_domain *domain)
{
	iommu_unmap(domain, 0, SZ_4K);	/* not iommu_unmap_fast() */
	/*
	 * iommu_map_sg(
	 */
}
