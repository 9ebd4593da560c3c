/* Written for Linux 6.3: the shim is told so. */
#include <linux/iommu.h>

#define IOMMU_SHIM_STYLE sync
#define IOMMU_SHIM_LEVEL v6_3
#include <iommu-shim/iommu.h>

int f(struct iommu_domain *domain)
{
	return iommu_map_sync(domain, 0, 0, SZ_4K, IOMMU_READ, GFP_ATOMIC);
}
