struct my_ops {
	int (*iommu_map)(struct my_iommu *iommu);
	unsigned int iommu_unmap;
};

static int member(struct my_ops *ops, struct my_ops copy)
{
	copy.iommu_unmap = ops->iommu_unmap;
	return ops->iommu_map(NULL);
}
