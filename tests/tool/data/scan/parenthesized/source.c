static size_t parenthesized(struct iommu_domain *domain)
{
	return (iommu_unmap)(domain, 0, SZ_4K);
}
