/* Style and level at once. */
#include <linux/iommu.h>

int map_it(struct iommu_domain *domain, struct scatterlist *sg)
{
	iommu_map_sg_sync(domain, 0, sg, 1, IOMMU_READ, GFP_ATOMIC);
	return iommu_map_sync(domain, PAGE_SIZE, 0, PAGE_SIZE, IOMMU_READ,
			      GFP_KERNEL);
}
