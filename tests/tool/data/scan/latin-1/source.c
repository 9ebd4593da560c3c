/* übertrügt iommu_map 5µs */
static void latin_1(struct iommu_domain *domain)
{
	pr_debug("grüe iommu_unmap\n"); iommu_unmap(domain, 0, SZ_4K); /* ü */
}
