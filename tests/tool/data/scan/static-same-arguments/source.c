static int iommu_map(struct my_iommu *i, u32 a, u32 b, u32 c, u32 d)
{
	return a + b + c + d;
}

static int static_same_arguments(struct my_iommu *i)
{
	return iommu_map(i, 1, 2, 3, 4);
}
