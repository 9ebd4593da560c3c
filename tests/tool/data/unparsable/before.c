/* spatch skips what it cannot parse, function by function. */
static size_t in_front(struct iommu_domain *domain)
{
	return iommu_unmap(domain, 0, SZ_4K);
}

static void cannot_be_parsed(struct iommu_domain *domain)
{
	if (domain) begin_section(domain) else { iommu_unmap(domain, 0, SZ_4K); }
}

static int behind(struct iommu_domain *domain)
{
	return iommu_map(domain, 0, 0, SZ_4K, IOMMU_READ);
}
