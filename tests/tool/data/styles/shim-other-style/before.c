/* The shim is there: what it is asked for changes with the calls, asked or not. */
#include <linux/iommu.h>
#define IOMMU_SHIM_STYLE sync
#include <iommu-shim/iommu.h>

int f(struct iommu_domain *domain)
{
	iommu_unmap_sync(domain, 0, SZ_4K);
	return iommu_map_sync(domain, 0, 0, SZ_4K, IOMMU_READ);
}
