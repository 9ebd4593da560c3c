/* A variable can be in the way, too; no function gives a prefix: the file does. */
#include <linux/iommu.h>

static int case_iommu_unmap_sync = 1;

int unmap_it(struct iommu_domain *domain)
{
	if (case_iommu_unmap_sync)
		return iommu_unmap_sync(domain, 0, PAGE_SIZE);
	return 0;
}
