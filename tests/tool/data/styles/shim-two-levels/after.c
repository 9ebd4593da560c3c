/* A driver for two generations of kernels: the shim can be of one only. */
#include <linux/iommu.h>
#include <linux/version.h>

int f(struct iommu_domain *domain)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
	return iommu_map_sync(domain, 0, 0, SZ_4K, IOMMU_READ, GFP_KERNEL);
#else
	return iommu_map_sync(domain, 0, 0, SZ_4K, IOMMU_READ);
#endif
}
