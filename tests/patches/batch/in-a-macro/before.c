#define unmap_all(domain, iova, n)				\
	do {							\
		while ((n)--) {					\
			iommu_unmap(domain, iova, SZ_4K);	\
		}						\
	} while (0)
