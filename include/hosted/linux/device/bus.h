/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_DEVICE_BUS_H
#define _LINUX_DEVICE_BUS_H

#include <linux/list.h>
#include <linux/notifier.h>

struct device;
struct iommu_ops;
struct subsys_private;

struct bus_type {
	const char *name;
	const struct iommu_ops *iommu_ops;
	struct subsys_private *p;	/* while it is registered */
};

int bus_register(struct bus_type *bus);
/* Its devices must be gone. */
void bus_unregister(struct bus_type *bus);

/*
 * @fn for each device after @start, or for all, until one answers other than 0.
 * It must not add devices to the bus, or remove them.
 */
int bus_for_each_dev(const struct bus_type *bus, struct device *start, void *data,
		     int (*fn)(struct device *dev, void *data));

/* With the device as data, which is on the bus in either case. */
#define BUS_NOTIFY_ADD_DEVICE 0x00000001
#define BUS_NOTIFY_DEL_DEVICE 0x00000002
/* It is no longer. */
#define BUS_NOTIFY_REMOVED_DEVICE 0x00000003

int bus_register_notifier(struct bus_type *bus, struct notifier_block *nb);
int bus_unregister_notifier(struct bus_type *bus, struct notifier_block *nb);

#endif
