size_t iommu_unmap(domain, iova, size)
	struct iommu_domain *domain;
	unsigned long iova;
	size_t size;
{
	return size;
}

static int k_and_r(domain)
	struct iommu_domain *domain;
{
	return iommu_map(domain, 0, 0, SZ_4K, IOMMU_READ);
}
