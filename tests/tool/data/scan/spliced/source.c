#define drop(domain)		\
	iommu_unmap		\
		(domain,	\
		 0, SZ_4K)
static void spliced(struct iommu_domain *domain)
{
	iommu_unmap(domain, \
		    0, SZ_4K);
}
