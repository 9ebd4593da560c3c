/* Lines end as they do. */
#include <linux/iommu.h>

#define IOMMU_SHIM_STYLE sync
#include <iommu-shim/iommu.h>

void f(struct iommu_domain *domain)
{
	iommu_unmap_sync(domain, 0, SZ_4K);
}
