static int local_variable(struct iommu_domain *domain)
{
	int iommu_map = 3;

	return iommu_map + 1;
}

static int afterwards(struct iommu_domain *domain)
{
	return iommu_map(domain, 0, 0, SZ_4K, IOMMU_READ);
}
