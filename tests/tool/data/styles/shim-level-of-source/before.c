/* Written for Linux 6.3: the shim is told so. */
#include <linux/iommu.h>

int f(struct iommu_domain *domain)
{
	return iommu_map(domain, 0, 0, SZ_4K, IOMMU_READ, GFP_ATOMIC);
}
