/* The queueing calls go with the flush, nested or by themselves. */
#include <linux/iommu.h>

void release(struct pool *pool)
{
	size_t unmapped;

	iommu_tlb_range_add(pool->domain, 0, iommu_unmap_fast(pool->domain, 0, PAGE_SIZE));
	unmapped = iommu_unmap_fast(pool->domain, PAGE_SIZE, PAGE_SIZE);
	iommu_tlb_range_add(pool->domain, PAGE_SIZE, unmapped);
	iommu_tlb_sync(pool->domain);
	if (unmapped != PAGE_SIZE)
		pr_err("unmapped %zu\n", unmapped);
}
