/* The queueing calls go with the flush, nested or by themselves. */
#include <linux/iommu.h>

void release(struct pool *pool)
{
	size_t unmapped;

	iommu_unmap(pool->domain, 0, PAGE_SIZE);
	unmapped = iommu_unmap(pool->domain, PAGE_SIZE, PAGE_SIZE);
	if (unmapped != PAGE_SIZE)
		pr_err("unmapped %zu\n", unmapped);
}
