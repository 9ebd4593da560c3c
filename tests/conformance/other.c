// SPDX-License-Identifier: GPL-2.0-only
/*
 * A unit of style explicit, beside those of the style that is tested.
 */
#include <iommu-shim/iommu.h>

size_t other_unmap(struct iommu_domain *domain, unsigned long iova,
		   size_t size);

size_t other_unmap(struct iommu_domain *domain, unsigned long iova,
		   size_t size)
{
	return iommu_unmap(domain, iova, size);
}
