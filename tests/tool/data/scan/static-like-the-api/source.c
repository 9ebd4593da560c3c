static size_t iommu_unmap(struct iommu_domain *domain, unsigned long iova,
			  size_t size)
{
	return my_unmap(domain, iova, size);
}

static size_t static_like_the_api(struct iommu_domain *domain)
{
	return iommu_unmap(domain, 0, SZ_4K);
}
