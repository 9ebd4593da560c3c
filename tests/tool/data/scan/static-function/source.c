static int iommu_map(struct my_iommu *iommu, int entry);

static int iommu_map(struct my_iommu *iommu, int entry)
{
	return entry ? iommu_map(iommu, entry - 1) : 0;
}

static int static_function(struct my_iommu *iommu, struct iommu_domain *domain)
{
	int (*map)(struct my_iommu *, int) = iommu_map;

	iommu_unmap(domain, 0, SZ_4K);
	return iommu_map(iommu, map(iommu, 3));
}
