/* The bus of a device is known, what its error meant is not. */
#include <linux/iommu.h>

struct iommu_domain *make(struct device *dev)
{
	return iommu_paging_domain_alloc(dev);
}
