/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_DEVICE_H
#define _LINUX_DEVICE_H

#include <linux/bug.h>
#include <linux/cache.h>
#include <linux/capability.h>
#include <linux/device/bus.h>
#include <linux/device/driver.h>
#include <linux/err.h>
#include <linux/fwnode.h>
#include <linux/gfp.h>
#include <linux/kobject.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/types.h>
#include <linux/workqueue.h>

struct dev_iommu;
struct device_node;
struct dma_map_ops;
struct iommu_group;

/* What a device asks of its scatterlists; 0 for the default. */
struct device_dma_parameters {
	unsigned int max_segment_size;
	unsigned long segment_boundary_mask;
};

/*
 * A device may be used, and be given to an IOMMU, as it is: zeroed but for what
 * its user sets.  Once added it is counted, in sysfs, and on its bus.
 */
struct device {
	struct kobject kobj;
	struct device *parent;
	const char *init_name;		/* its name, until it is added */
	struct bus_type *bus;
	struct device_driver *driver;
	void *driver_data;
	struct mutex mutex;
	struct fwnode_handle *fwnode;
	const struct dma_map_ops *dma_ops;
	u64 *dma_mask;
	u64 coherent_dma_mask;
	u64 bus_dma_limit;	/* 0: none */
	struct device_dma_parameters *dma_parms;
	struct iommu_group *iommu_group;
	struct dev_iommu *iommu;
	void (*release)(struct device *dev);
	struct list_head bus_node;
};

void device_initialize(struct device *dev);
int dev_set_name(struct device *dev, const char *fmt, ...) __printf(2, 3);
/* Onto its bus, whose notifiers are told; -EINVAL without a name. */
int device_add(struct device *dev);
void device_del(struct device *dev);
int device_register(struct device *dev);
void device_unregister(struct device *dev);
struct device *get_device(struct device *dev);
void put_device(struct device *dev);

static inline void device_lock(struct device *dev)
{
	mutex_lock(&dev->mutex);
}

static inline void device_unlock(struct device *dev)
{
	mutex_unlock(&dev->mutex);
}

/* Behind an IOMMU, of the hosted core or of Linux's own. */
static inline bool device_iommu_mapped(struct device *dev)
{
	return dev->iommu_group || dev->iommu;
}

static inline bool device_is_bound(struct device *dev)
{
	return dev->driver;
}

const char *dev_name(const struct device *dev);

/* There is one node. */
#define NUMA_NO_NODE (-1)

static inline int dev_to_node(struct device *dev)
{
	(void)dev;
	return NUMA_NO_NODE;
}

static inline void set_dev_node(struct device *dev, int node)
{
	(void)dev, (void)node;
}

static inline void *dev_get_drvdata(const struct device *dev)
{
	return dev->driver_data;
}

static inline void dev_set_drvdata(struct device *dev, void *data)
{
	dev->driver_data = data;
}

void _dev_printk(const char *level, const struct device *dev,
		 const char *fmt, ...) __printf(3, 4) __cold;
#define dev_err(dev, fmt, ...) _dev_printk(KERN_ERR, dev, fmt, ##__VA_ARGS__)
#define dev_warn(dev, fmt, ...) \
	_dev_printk(KERN_WARNING, dev, fmt, ##__VA_ARGS__)
#define dev_notice(dev, fmt, ...) \
	_dev_printk(KERN_NOTICE, dev, fmt, ##__VA_ARGS__)
#define dev_info(dev, fmt, ...) _dev_printk(KERN_INFO, dev, fmt, ##__VA_ARGS__)
#define dev_dbg(dev, fmt, ...) \
	({ if (0) _dev_printk(KERN_DEBUG, dev, fmt, ##__VA_ARGS__); })
#define dev_warn_once(dev, fmt, ...) \
	({ if (__hosted_once()) dev_warn(dev, fmt, ##__VA_ARGS__); })
#define dev_err_ratelimited dev_err
#define dev_warn_ratelimited dev_warn
#define dev_WARN(dev, fmt, ...) \
	WARN(1, "%s: " fmt, dev_name(dev), ##__VA_ARGS__)

#endif
