/* The arguments of one level, on a kernel of another. */
#include <linux/iommu.h>

#define IOMMU_SHIM_STYLE implicit
#define IOMMU_SHIM_LEVEL v6_3
#include <iommu-shim/iommu.h>

int f(struct iommu_domain *domain)
{
	return iommu_map(domain, 0, 0, SZ_4K, IOMMU_READ, GFP_KERNEL);
}
