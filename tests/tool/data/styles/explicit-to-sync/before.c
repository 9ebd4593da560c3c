/* Deferred and synchronous calls of one file, each in its words. */
#include <linux/iommu.h>

void release(struct iommu_domain *domain, unsigned long pages)
{
	unsigned long i;

	for (i = 0; i < pages; i++)
		iommu_tlb_range_add(domain, i << PAGE_SHIFT, iommu_unmap(domain, i << PAGE_SHIFT, PAGE_SIZE));
	iommu_tlb_sync(domain);
	iommu_unmap_sync(domain, 0, PAGE_SIZE);
}
