/* Where the API comes from below a condition, the shim comes behind it. */
#include <linux/slab.h>

#define IOMMU_SHIM_STYLE sync
#include <iommu-shim/iommu.h>

#if IS_ENABLED(CONFIG_IOMMU_API)
#include <linux/iommu.h>

void f(struct iommu_domain *domain)
{
	iommu_unmap_sync(domain, 0, SZ_4K);
}
#endif
#include "tail.c"
