/* From one deferred style to another, through synchronous calls. */
#include <linux/iommu.h>

void release(struct iommu_domain *domain, unsigned long pages)
{
	struct iommu_iotlb_gather gather;
	unsigned long i;

	iommu_iotlb_gather_init(&gather);
	for (i = 0; i < pages; i++)
		iommu_unmap_fast(domain, i << PAGE_SHIFT, PAGE_SIZE, &gather);
	if (domain)
		iommu_iotlb_sync(domain, &gather);
}
