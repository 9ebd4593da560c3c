/* A batch of style gather becomes synchronous unmaps again. */
#include <linux/iommu.h>

void release(struct pool *pool)
{
	struct iommu_iotlb_gather gather;
	unsigned long i;

	iommu_iotlb_gather_init(&gather);
	for (i = 0; i < pool->pages; i++)
		iommu_unmap_fast(pool->domain, i << PAGE_SHIFT, PAGE_SIZE, &gather);
	if (pool->domain)
		iommu_iotlb_sync(pool->domain, &gather);
	free_pages(pool->base, pool->order);
}
