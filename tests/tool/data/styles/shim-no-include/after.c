/* The driver. */

/* What it is about. */

#define IOMMU_SHIM_STYLE explicit
#include <iommu-shim/iommu.h>

/**
 * f() - takes away what the device sees
 */
void f(struct iommu_domain *domain)
{
	iommu_unmap_sync(domain, 0, SZ_4K);
}
