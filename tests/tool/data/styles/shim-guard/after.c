/* A header that is included twice, with nothing that it includes itself. */
#ifndef _DRIVER_H
#define _DRIVER_H

#define IOMMU_SHIM_STYLE sync
#define IOMMU_SHIM_LEVEL v6_3
#include <iommu-shim/iommu.h>

static inline int f(struct iommu_domain *domain)
{
	return iommu_map_sync(domain, 0, 0, SZ_4K, IOMMU_READ, GFP_KERNEL);
}

#endif
