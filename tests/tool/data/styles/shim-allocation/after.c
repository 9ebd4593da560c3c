/* The shim is to know the domain, whose queue others use. */
#include <linux/iommu.h>

#define IOMMU_SHIM_STYLE explicit
#include <iommu-shim/iommu.h>

struct iommu_domain *f(void)
{
	return iommu_domain_alloc(&platform_bus_type);
}
