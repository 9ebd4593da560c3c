/* In the style already: but its calls are the shim's. */
#include <linux/iommu.h>

#define IOMMU_SHIM_STYLE async
#include <iommu-shim/iommu.h>

void f(struct iommu_domain *domain)
{
	iommu_unmap_async(domain, 0, SZ_4K);
	iommu_tlb_sync(domain);
}
