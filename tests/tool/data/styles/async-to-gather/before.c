/* From one deferred style to another, through synchronous calls. */
#include <linux/iommu.h>

void release(struct iommu_domain *domain, unsigned long pages)
{
	unsigned long i;

	for (i = 0; i < pages; i++)
		iommu_unmap_async(domain, i << PAGE_SHIFT, PAGE_SIZE);
	if (domain)
		iommu_tlb_sync(domain);
}
