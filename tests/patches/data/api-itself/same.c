/* The API's own definition, declarations and exports: they are not users. */
extern int iommu_map(struct iommu_domain *domain, unsigned long iova,
		     phys_addr_t paddr, size_t size, int prot);
size_t iommu_unmap_sync(struct iommu_domain *domain, unsigned long iova,
			size_t size);

size_t iommu_unmap(struct iommu_domain *domain, unsigned long iova, size_t size)
{
	return 0;
}
EXPORT_SYMBOL_GPL(iommu_unmap);
EXPORT_SYMBOL(iommu_map_sg);
EXPORT_SYMBOL_NS(iommu_map_atomic, IOMMU);
EXPORT_SYMBOL_NS_GPL(iommu_map, IOMMU);
EXPORT_SYMBOL_GPL(iommu_unmap_sync);
EXPORT_SYMBOL_NS_GPL(iommu_map_sync, IOMMU);
