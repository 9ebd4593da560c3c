/* A function whose parameters are declared between ) and {. */
static int k_and_r(domain, iova)
	struct iommu_domain *domain;
	unsigned long iova;
{
	return iommu_unmap_sync(domain, iova, SZ_4K) == SZ_4K;
}
