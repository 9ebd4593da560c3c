/* A macro body that is one expression. */
#define drop(d, iova) iommu_unmap_sync(d, iova, SZ_4K)
#define take(d, iova, paddr) \
	(iommu_map_sync(d, iova, paddr, SZ_4K, IOMMU_READ) == 0)
