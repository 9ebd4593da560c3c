static int wrong_arguments(struct my_iommu *iommu)
{
	iommu_unmap(iommu, 3);
	iommu_unmap(iommu, 3, 4, 5);
	iommu_map();
	return iommu_map(iommu, 3, 4, 5, 6, 7, 8);
}
