/* Nothing changes, and the kernel has what is called. */
#include <linux/iommu.h>

void f(struct iommu_domain *domain)
{
	iommu_unmap(domain, 0, SZ_4K);
}
