/* The arguments of one level, on a kernel of another. */
#include <linux/iommu.h>

int f(struct iommu_domain *domain)
{
	return iommu_map(domain, 0, 0, SZ_4K, IOMMU_READ);
}
