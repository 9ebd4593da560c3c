/* Down again: the argument goes; what it may say decides about the call. */
#include <linux/iommu.h>

int map_all(struct iommu_domain *domain, struct scatterlist *sg, gfp_t gfp)
{
	iommu_map(domain, 0, 0, PAGE_SIZE, IOMMU_READ, GFP_KERNEL);
	iommu_map(domain, 1, 0, PAGE_SIZE, IOMMU_READ, GFP_ATOMIC);
	iommu_map_sg(domain, 2, sg, 1, IOMMU_READ, GFP_NOWAIT);
	return iommu_map(domain, 3, 0, PAGE_SIZE, IOMMU_READ, gfp);
}
