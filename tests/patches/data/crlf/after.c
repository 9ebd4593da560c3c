/* Line ends of the other kind. */
static int crlf(struct iommu_domain *domain, phys_addr_t paddr)
{
	return iommu_map_sync(domain, 0, paddr,
			 SZ_4K, IOMMU_READ);
}
