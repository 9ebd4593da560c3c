/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_FILES_ARM_IOMMU_H
#define KERNEL_FILES_ARM_IOMMU_H

/*
 * A small driver of an IOMMU that does not exist: its page tables are Linux's
 * own io-pgtable-arm.c, its invalidations are counted.
 */
#include <linux/device.h>
#include <linux/io-pgtable.h>
#include <linux/iommu.h>

struct arm_iommu {
	struct iommu_device iommu;
	struct iommu_ops ops;
	struct bus_type bus;
	/* Takes so long; none of it is waited for when 0. */
	unsigned int sync_ns;
	atomic64_t syncs;		/* of ranges */
	atomic64_t flushes;		/* of everything */
};

struct arm_domain {
	struct iommu_domain domain;
	struct arm_iommu *iommu;
	struct io_pgtable_ops *ops;
};

#define to_arm_domain(d) container_of(d, struct arm_domain, domain)

/* @device_group is that of the core that is to use it. */
void arm_iommu_init(struct arm_iommu *iommu,
		    struct iommu_group *(*device_group)(struct device *dev));

/* The operations of its domains, for who wraps them. */
extern const struct iommu_domain_ops arm_domain_ops;

/* A device on the IOMMU's bus, not probed yet. */
struct device *arm_device_create(struct arm_iommu *iommu, const char *name);

/* For ops.def_domain_type: how its devices are to unmap in the DMA API. */
int arm_strict(struct device *dev);
int arm_lazy(struct device *dev);

#endif
