/* A variable can be in the way, too; no function gives a prefix: the file does. */
#include <linux/iommu.h>

static int iommu_unmap_sync = 1;

int unmap_it(struct iommu_domain *domain)
{
	if (iommu_unmap_sync)
		return iommu_unmap(domain, 0, PAGE_SIZE);
	return 0;
}
