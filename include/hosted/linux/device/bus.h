/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_DEVICE_BUS_H
#define _LINUX_DEVICE_BUS_H

#include <linux/list.h>

struct device;
struct iommu_ops;

struct bus_type {
	const char *name;
	const struct iommu_ops *iommu_ops;
};

#endif
