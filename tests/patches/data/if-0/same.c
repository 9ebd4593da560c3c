/* What no configuration compiles stays. */
static void if_0(struct iommu_domain *domain)
{
#if 0
	iommu_unmap(domain, 0, SZ_4K);
	iommu_unmap_sync(domain, 0, SZ_4K);
#endif
}
