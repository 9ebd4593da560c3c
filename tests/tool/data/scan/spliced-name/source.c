static void spliced_name(struct iommu_domain *domain)
{
	iommu_un\
map(domain, 0, SZ_4K);
}
