/* From 5.4 on it takes a gather. */
#include <linux/iommu.h>

size_t unmap_one(struct pool *pool)
{
	return iommu_unmap(pool->domain, 0, PAGE_SIZE);
}
