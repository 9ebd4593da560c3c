static void if_1(struct iommu_domain *domain)
{
#if 1
	iommu_unmap(domain, 0, SZ_4K);
#else
	iommu_unmap(domain, 1, SZ_4K);
#endif
}
