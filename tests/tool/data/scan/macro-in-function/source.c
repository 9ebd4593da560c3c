/* spatch does not look into a macro that is defined inside a function. */
static void macro_in_function(struct iommu_domain *domain)
{
#define drop(domain) iommu_unmap(domain, 0, SZ_4K)
	drop(domain);
	iommu_unmap(domain, 0, SZ_4K);
}
