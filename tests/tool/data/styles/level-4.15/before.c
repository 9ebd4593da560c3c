/* No map for atomic context existed then: that cannot be converted. */
#include <linux/iommu.h>

int map_atomic(struct iommu_domain *domain)
{
	return iommu_map_atomic(domain, 0, 0, PAGE_SIZE, IOMMU_READ);
}
