static int wrong_arguments(struct my_iommu *iommu)
{
	iommu_unmap(iommu, 3);
	return iommu_map(iommu, 3);
}
