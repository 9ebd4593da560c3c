/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_DEVICE_H
#define _LINUX_DEVICE_H

#include <linux/bug.h>
#include <linux/device/bus.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/types.h>

struct dev_iommu;
struct iommu_ops;

struct device {
	const char *init_name;
	struct device *parent;
	struct bus_type *bus;
	void *driver_data;
	struct dev_iommu *iommu;
	struct list_head bus_node;
};

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
#define dev_WARN(dev, fmt, ...) \
	WARN(1, "%s: " fmt, dev_name(dev), ##__VA_ARGS__)

#endif
