/* Odd blanks, tabs and line ends within a call stay. */
static void layout(struct iommu_domain *domain)
{
        iommu_unmap_sync ( domain,0 ,
	    SZ_4K ) ;  
	if (domain) iommu_unmap_sync(domain,
	0, SZ_4K); else iommu_unmap_sync
		(domain, SZ_4K, SZ_4K);
}
