/* A file that mixes styles is converted site by site. */
#include <linux/iommu.h>

int mix(struct iommu_domain *domain, unsigned long pages)
{
	iommu_unmap_sync(domain, 0, PAGE_SIZE);
	iommu_flush_iotlb_all(domain);
	return iommu_map_sync(domain, PAGE_SIZE, 0, PAGE_SIZE, IOMMU_READ);
}
