/* One name, two functions: what cannot become the other cannot stay beside it. */
#include <linux/iommu.h>

size_t unmap_one(struct pool *pool, struct iommu_iotlb_gather *gather)
{
	return iommu_unmap_fast(pool->domain, 0, PAGE_SIZE, gather);
}

void flush(struct pool *pool, struct iommu_iotlb_gather *gather)
{
	iommu_iotlb_sync(pool->domain, gather);
	iommu_iotlb_gather_init(gather);
}

void own(struct pool *pool)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	iommu_unmap_fast(pool->domain, 0, PAGE_SIZE, &gather);
	iommu_unmap_fast(pool->domain, SZ_1M, PAGE_SIZE, &gather);
	iommu_iotlb_sync(pool->domain, &gather);
}

void flush_all(struct pool *pool)
{
	iommu_flush_iotlb_all(pool->domain);
}
