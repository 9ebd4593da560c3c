/* Comments among the arguments survive. */
static int comment_in_arguments(struct iommu_domain *domain, unsigned long iova,
				phys_addr_t paddr)
{
	return iommu_map_sync(domain, iova,	/* where the device sees it */
			 paddr,		// where it is
			 /* size: */ SZ_4K, IOMMU_READ /* only */);
}
