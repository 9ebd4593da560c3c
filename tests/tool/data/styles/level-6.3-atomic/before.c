/* The _atomic calls go, and a map under a spinlock must not sleep. */
#include <linux/iommu.h>

int map_atomic(struct iommu_domain *domain)
{
	return iommu_map_atomic(domain, 0, 0, PAGE_SIZE, IOMMU_READ);
}

int map_locked(struct pool *pool)
{
	unsigned long flags;
	int ret;

	spin_lock_irqsave(&pool->lock, flags);
	ret = iommu_map(pool->domain, 0, 0, PAGE_SIZE, IOMMU_READ);
	spin_unlock_irqrestore(&pool->lock, flags);
	if (ret)
		return ret;
	return iommu_map(pool->domain, PAGE_SIZE, 0, PAGE_SIZE, IOMMU_READ);
}

int map_in_branch(struct pool *pool, int retry)
{
	int ret = 0;

	spin_lock(&pool->lock);
	if (retry)
		ret = iommu_map(pool->domain, 0, 0, PAGE_SIZE, IOMMU_READ);
	spin_unlock(&pool->lock);
	return ret;
}
