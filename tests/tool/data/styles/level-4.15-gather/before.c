/* There was none. */
#include <linux/iommu.h>

size_t unmap_one(struct pool *pool, struct iommu_iotlb_gather *gather)
{
	iommu_iotlb_gather_init(gather);
	return iommu_unmap_fast(pool->domain, 0, PAGE_SIZE, gather);
}

int map(struct pool *pool)
{
	return iommu_map_sgtable(pool->domain, 0, &pool->sgt, IOMMU_READ);
}

void flush_all(struct pool *pool)
{
	iommu_flush_iotlb_all(pool->domain);
}
