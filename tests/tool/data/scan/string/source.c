static void string(struct iommu_domain *domain)
{
	if (!iommu_unmap(domain, 0, SZ_4K))
		pr_err("iommu_unmap failed, \"iommu_map\" did not" " /* iommu_unmap_sync */\n");
	pr_info("%c// iommu_map\n", '"');
}
