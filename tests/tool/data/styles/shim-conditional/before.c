/* Where the API comes from below a condition, the shim comes behind it. */
#include <linux/slab.h>

#if IS_ENABLED(CONFIG_IOMMU_API)
#include <linux/iommu.h>

void f(struct iommu_domain *domain)
{
	iommu_unmap(domain, 0, SZ_4K);
}
#endif
#include "tail.c"
