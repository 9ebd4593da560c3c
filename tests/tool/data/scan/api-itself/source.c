extern size_t iommu_unmap(struct iommu_domain *domain, unsigned long iova,
			  size_t size);
int iommu_map(struct iommu_domain *, unsigned long, phys_addr_t, size_t, int);

size_t iommu_unmap(struct iommu_domain *domain, unsigned long iova, size_t size)
{
	return size;
}
EXPORT_SYMBOL_GPL(iommu_unmap);
EXPORT_SYMBOL(iommu_map_sg);
EXPORT_SYMBOL_NS_GPL(iommu_map, IOMMU);
