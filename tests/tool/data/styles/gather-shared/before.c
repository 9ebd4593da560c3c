/* A gather that comes from a caller: its flush stands elsewhere. */
#include <linux/iommu.h>

size_t unmap_one(struct pool *pool, struct iommu_iotlb_gather *gather)
{
	return iommu_unmap_fast(pool->domain, 0, PAGE_SIZE, gather);
}

void unmap_queued(struct pool *pool)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	gather.queued = true;
	iommu_unmap_fast(pool->domain, 0, PAGE_SIZE, &gather);
	if (!gather.queued)
		iommu_iotlb_sync(pool->domain, &gather);
}
