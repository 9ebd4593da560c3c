static int ifdef_in_arguments(struct iommu_domain *domain, phys_addr_t paddr)
{
	return iommu_map(domain, 0, paddr,
#ifdef CONFIG_64BIT
			 SZ_1G, IOMMU_READ
#else
			 SZ_2M, IOMMU_READ
#endif
			 );
}
