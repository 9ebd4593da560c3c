/* Überträgt – iommu_map – «naïvely» */
static void utf_8(struct iommu_domain *domain)
{
	pr_debug("größe µ 冲洗 iommu_unmap\n"); iommu_unmap(domain, 0, SZ_4K);
}
