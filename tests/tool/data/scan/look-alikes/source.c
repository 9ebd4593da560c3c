static int look_alikes(struct iommu_mapper *iommu_mapper)
{
	my_iommu_map(iommu_mapper);
	iommu_mapping(iommu_mapper);
	IOMMU_MAP(iommu_mapper);
	return iommu_unmap_all(iommu_mapper);	/* xiommu_map iommu_map2 */
}
