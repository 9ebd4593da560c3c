static void if_0(struct iommu_domain *domain)
{
#if 0
	iommu_unmap(domain, 0, SZ_4K);
#ifdef CONFIG_ARM
	iommu_unmap(domain, 1, SZ_4K);
#endif
	/* iommu_map */
#endif
	iommu_unmap(domain, 2, SZ_4K);
#if 0
	iommu_unmap(domain, 3, SZ_4K);
#else
	iommu_unmap(domain, 4, SZ_4K);
#endif
}
