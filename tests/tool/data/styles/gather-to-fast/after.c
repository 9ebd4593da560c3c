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
	iommu_tlb_range_add(pool->domain, 0, iommu_unmap_fast(pool->domain,
							      0, PAGE_SIZE));
	iommu_tlb_range_add(pool->domain, SZ_1M, iommu_unmap_fast(pool->domain, SZ_1M, PAGE_SIZE));
	iommu_tlb_sync(pool->domain);
}

void flush_all(struct pool *pool)
{
	iommu_flush_iotlb_all(pool->domain);
}
