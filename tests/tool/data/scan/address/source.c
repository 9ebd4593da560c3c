static const struct my_ops my_ops = {
	.map = iommu_map,
	.unmap = &iommu_unmap,
};

static void address(struct iommu_domain *domain)
{
	size_t (*unmap)(struct iommu_domain *, unsigned long, size_t);

	unmap = iommu_unmap;
	use(domain, iommu_unmap, unmap == iommu_unmap);
}
