/* A batch of style gather becomes synchronous unmaps again. */
#include <linux/iommu.h>

void release(struct pool *pool)
{
	unsigned long i;

	for (i = 0; i < pool->pages; i++)
		iommu_unmap(pool->domain, i << PAGE_SHIFT, PAGE_SIZE);
	free_pages(pool->base, pool->order);
}
