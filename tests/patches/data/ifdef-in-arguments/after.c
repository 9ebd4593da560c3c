/* Both arms stay as they are: only the name in front of them is replaced. */
static int ifdef_in_arguments(struct iommu_domain *domain, unsigned long iova,
			      phys_addr_t paddr)
{
	return iommu_map_sync(domain, iova, paddr,
#ifdef CONFIG_64BIT
			 SZ_1G,
#else
			 SZ_2M,
#endif
			 IOMMU_READ | IOMMU_WRITE);
}
