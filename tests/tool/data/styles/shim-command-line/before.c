/* The style is the Makefile's to say. */
#include <iommu-shim/iommu.h>

void f(struct iommu_domain *domain)
{
	iommu_unmap_sync(domain, 0, SZ_4K);
}
