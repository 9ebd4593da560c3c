/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_HOSTED_IOMMU_GROUP_H
#define SHIM_HOSTED_IOMMU_GROUP_H

/*
 * Between iommu.c, which attaches, and group.c, which knows the domains
 * that a device is in when nobody has attached it to one.
 */

#include <linux/iommu.h>

/* Of this type, with what the DMA API needs; NULL. */
struct iommu_domain *iommu_domain_of_type(const struct iommu_ops *ops,
					  unsigned int type);
/* From the domain that the device is in to this one, or to none. */
int iommu_set_domain(struct device *dev, struct iommu_domain *domain);

/* Nothing, where there is no DMA API; or 0 or a negative errno. */
int iommu_group_probe(struct device *dev);
void iommu_group_release(struct device *dev);
/* Where a device goes when it leaves a domain; NULL: nowhere. */
struct iommu_domain *iommu_group_home(struct device *dev);

/* Who attaches holds it. */
extern struct mutex iommu_attach_lock;

#endif
