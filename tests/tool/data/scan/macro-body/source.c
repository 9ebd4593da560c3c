#define drop(domain) iommu_unmap(domain, 0, SZ_4K)
#define DROP_ALL(domain)				\
	do {						\
		iommu_unmap(domain, 0, SZ_1G);		\
	} while (0)
