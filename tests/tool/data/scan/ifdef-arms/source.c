static void ifdef_arms(struct iommu_domain *domain)
{
#ifdef CONFIG_ARM
	iommu_unmap(domain, 0, SZ_4K);
#elif CONFIG_ARM64 > 1
	iommu_unmap(domain, 1, SZ_4K);
#else
	iommu_unmap(domain, 2, SZ_4K);
#endif
}
