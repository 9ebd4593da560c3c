// SPDX-License-Identifier: GPL-2.0-only
/*
 * A unit that does not use the shim.
 */
#include <linux/device.h>
#include <linux/iommu.h>

struct iommu_domain *native_domain_alloc(struct device *dev);

struct iommu_domain *native_domain_alloc(struct device *dev)
{
	return iommu_domain_alloc(dev->bus);
}
