// SPDX-License-Identifier: GPL-2.0-only
/*
 * A unit that does not use the shim.
 */
#include <linux/device.h>
#include <linux/iommu.h>

#include "native.h"

struct iommu_domain *unshimmed_domain_alloc(struct device *dev);
void unshimmed_domain_free(struct iommu_domain *domain);
void unshimmed_unmap(struct iommu_domain *domain, unsigned long iova,
			    size_t size);

bool unshimmed_unmap_defers_tables(struct iommu_domain *domain,
				   unsigned long iova, size_t size);
bool unshimmed_unmap_gathers(struct iommu_domain *domain, unsigned long iova,
			     size_t size);

struct iommu_domain *unshimmed_domain_alloc(struct device *dev)
{
	return native_paging_domain_alloc(dev);
}

void unshimmed_domain_free(struct iommu_domain *domain)
{
	iommu_domain_free(domain);
}

void unshimmed_unmap(struct iommu_domain *domain, unsigned long iova,
			    size_t size)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	iommu_unmap_fast(domain, iova, size, &gather);
}

bool unshimmed_unmap_defers_tables(struct iommu_domain *domain,
				   unsigned long iova, size_t size)
{
	struct iommu_iotlb_gather gather;
	bool defers;

	iommu_iotlb_gather_init(&gather);
	iommu_unmap_fast(domain, iova, size, &gather);
	defers = native_gather_has_tables(&gather);
	iommu_iotlb_sync(domain, &gather);
	return defers;
}

bool unshimmed_unmap_gathers(struct iommu_domain *domain, unsigned long iova,
			     size_t size)
{
	struct iommu_iotlb_gather gather;
	bool gathers;

	iommu_iotlb_gather_init(&gather);
	iommu_unmap_fast(domain, iova, size, &gather);
	gathers = gather.end;
	iommu_iotlb_sync(domain, &gather);
	return gathers;
}
