/* A macro body that is one statement. */
#define DROP(d, iova)					\
	do {						\
		if (iommu_unmap(d, iova, SZ_4K) != SZ_4K)	\
			WARN_ON(1);			\
	} while (0)

#define DROP_TERSE(d, iova) do { iommu_unmap(d, iova, SZ_4K); } while (0)
