/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TESTS_LEVELS_NAMES_H
#define TESTS_LEVELS_NAMES_H

/*
 * The calls of level 5.4 on a later one, so that its suites run there as well.
 */
#include <linux/iommu.h>

#if HOSTED_LEVEL >= 603
#define iommu_map(...) (iommu_map)(__VA_ARGS__, GFP_KERNEL)
#define iommu_map_atomic(...) (iommu_map)(__VA_ARGS__, GFP_ATOMIC)
#define iommu_map_sg(...) (iommu_map_sg)(__VA_ARGS__, GFP_KERNEL)
#define iommu_map_sg_atomic(...) (iommu_map_sg)(__VA_ARGS__, GFP_ATOMIC)
#endif

#if HOSTED_LEVEL >= 616
/* Domains are for devices; one that is there for just that will do. */
static inline struct iommu_domain *iommu_domain_alloc(struct bus_type *bus)
{
	struct device dev = { .bus = bus };
	struct iommu_domain *domain;

	if (!bus || iommu_probe_device(&dev))
		return NULL;
	domain = iommu_paging_domain_alloc(&dev);
	iommu_release_device(&dev);
	return IS_ERR(domain) ? NULL : domain;
}
#endif

#endif
