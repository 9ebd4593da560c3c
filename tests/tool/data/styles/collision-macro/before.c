/* A macro is left to whoever wrote it. */
#include <linux/iommu.h>

#define iommu_tlb_sync(x) do { } while (0)

int map_it(struct iommu_domain *domain)
{
	return iommu_map(domain, 0, 0, PAGE_SIZE, IOMMU_READ);
}
