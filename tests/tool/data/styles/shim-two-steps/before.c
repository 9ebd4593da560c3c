/* From one deferred style to another, with the shim behind the second step. */
#include <linux/iommu.h>

void f(struct iommu_domain *domain)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	iommu_unmap_fast(domain, 0, SZ_4K, &gather);
	iommu_unmap_fast(domain, SZ_2M, SZ_4K, &gather);
	iommu_iotlb_sync(domain, &gather);
}
