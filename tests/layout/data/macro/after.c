#define MAP(d, i, p)					\
	do {						\
		if (iommu_map_sync((d), (i), (p),	\
				   PAGE_SIZE, READ))	\
			fail((d),			\
			     i);			\
		iommu_unmap_sync((d), (i), PAGE_SIZE);	\
		/* iommu_unmap */			\
	} while (0)

#define NO_ROOM(d, i, p)				\
	do {						\
		iommu_map_sgtable_sync((d), (i), (p), abcd); \
		iommu_map_sync((d),			\
			       (i));			\
	} while (0)

#define BY_SPACES(d, i)               \
	iommu_unmap_sync((d),         \
			 (i), PAGE_SIZE)

#define RAGGED(d, i) \
	iommu_unmap_sync((d), \
			 (i), PAGE_SIZE); \
	other(d)

#define UNALIGNED(d, i) iommu_unmap_sync(d,	\
	i,					\
	PAGE_SIZE)
