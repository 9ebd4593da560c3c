/* Every arm is converted, whatever the configuration. */
static void ifdef_arms(struct iommu_domain *domain, unsigned long iova)
{
#ifdef CONFIG_ARM
	iommu_unmap(domain, iova, SZ_4K);
#elif defined(CONFIG_ARM64)
	iommu_unmap(domain, iova, SZ_64K);
#else
	iommu_unmap(domain, iova, SZ_2M);
#endif
}
