/* From one deferred style to another, with the shim behind the second step. */
#include <linux/iommu.h>

#define IOMMU_SHIM_STYLE explicit
#include <iommu-shim/iommu.h>

void f(struct iommu_domain *domain)
{
	iommu_tlb_range_add(domain, 0, iommu_unmap(domain, 0, SZ_4K));
	iommu_tlb_range_add(domain, SZ_2M, iommu_unmap(domain, SZ_2M, SZ_4K));
	iommu_tlb_sync(domain);
}
