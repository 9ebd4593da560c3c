// SPDX-License-Identifier: GPL-2.0-only
/*
 * Devices and the buses they are on.
 */
#include <linux/device.h>
#include <linux/kernel.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct subsys_private {
	struct mutex lock;		/* of the list */
	struct list_head devices;
	struct blocking_notifier_head notifiers;
};

struct bus_type platform_bus_type = { .name = "platform" };

int bus_register(struct bus_type *bus)
{
	struct subsys_private *p = kzalloc(sizeof(*p), GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	mutex_init(&p->lock);
	INIT_LIST_HEAD(&p->devices);
	BLOCKING_INIT_NOTIFIER_HEAD(&p->notifiers);
	bus->p = p;
	return 0;
}

void bus_unregister(struct bus_type *bus)
{
	if (!bus->p)
		return;
	WARN(!list_empty(&bus->p->devices),
	     "bus %s is unregistered before its devices\n", bus->name);
	kfree(bus->p);
	bus->p = NULL;
}

int bus_register_notifier(struct bus_type *bus, struct notifier_block *nb)
{
	return blocking_notifier_chain_register(&bus->p->notifiers, nb);
}

int bus_unregister_notifier(struct bus_type *bus, struct notifier_block *nb)
{
	return blocking_notifier_chain_unregister(&bus->p->notifiers, nb);
}

static void bus_notify(struct device *dev, unsigned long action)
{
	if (dev->bus && dev->bus->p)
		blocking_notifier_call_chain(&dev->bus->p->notifiers, action,
					     dev);
}

int bus_for_each_dev(const struct bus_type *bus, struct device *start, void *data,
		     int (*fn)(struct device *dev, void *data))
{
	struct device *dev, *next;
	int ret = 0;

	if (!bus->p)
		return -EINVAL;
	mutex_lock(&bus->p->lock);
	list_for_each_entry_safe(dev, next, &bus->p->devices, bus_node) {
		if (start) {
			if (start == dev)
				start = NULL;
			continue;
		}
		ret = fn(dev, data);
		if (ret)
			break;
	}
	mutex_unlock(&bus->p->lock);
	return ret;
}

struct resource *platform_get_resource_byname(struct platform_device *pdev,
					      unsigned int type,
					      const char *name)
{
	struct resource *res;

	for (res = pdev->resource; res < pdev->resource + pdev->num_resources;
	     res++)
		if (resource_type(res) == type && res->name &&
		    !strcmp(res->name, name))
			return res;
	return NULL;
}

static void device_release(struct kobject *kobj)
{
	struct device *dev = container_of(kobj, struct device, kobj);

	if (dev->release)
		dev->release(dev);
	else
		WARN(1, "a device without a release() function\n");
}

static const struct kobj_type device_ktype = { .release = device_release };

void device_initialize(struct device *dev)
{
	kobject_init(&dev->kobj, &device_ktype);
	mutex_init(&dev->mutex);
	INIT_LIST_HEAD(&dev->bus_node);
}

int dev_set_name(struct device *dev, const char *fmt, ...)
{
	struct va_format vaf = { .fmt = fmt };
	va_list args;
	int ret;

	va_start(args, fmt);
	vaf.va = &args;
	ret = kobject_set_name(&dev->kobj, "%pV", (void *)&vaf);
	va_end(args);
	return ret;
}

int device_add(struct device *dev)
{
	int ret;

	if (dev->init_name) {
		ret = dev_set_name(dev, "%s", dev->init_name);
		if (ret)
			return ret;
		dev->init_name = NULL;
	}
	if (!dev->kobj.name)
		return -EINVAL;
	ret = kobject_add(&dev->kobj, dev->parent ? &dev->parent->kobj : NULL,
			  "%s", dev_name(dev));
	if (ret)
		return ret;
	get_device(dev);
	if (dev->bus && dev->bus->p) {
		mutex_lock(&dev->bus->p->lock);
		list_add_tail(&dev->bus_node, &dev->bus->p->devices);
		mutex_unlock(&dev->bus->p->lock);
	}
	bus_notify(dev, BUS_NOTIFY_ADD_DEVICE);
	return 0;
}

void device_del(struct device *dev)
{
	bus_notify(dev, BUS_NOTIFY_DEL_DEVICE);
	if (dev->bus && dev->bus->p) {
		mutex_lock(&dev->bus->p->lock);
		list_del_init(&dev->bus_node);
		mutex_unlock(&dev->bus->p->lock);
	}
	bus_notify(dev, BUS_NOTIFY_REMOVED_DEVICE);
	kobject_del(&dev->kobj);
	put_device(dev);
}

int device_register(struct device *dev)
{
	device_initialize(dev);
	return device_add(dev);
}

void device_unregister(struct device *dev)
{
	device_del(dev);
	put_device(dev);
}

struct device *get_device(struct device *dev)
{
	if (dev)
		kobject_get(&dev->kobj);
	return dev;
}

void put_device(struct device *dev)
{
	if (dev)
		kobject_put(&dev->kobj);
}

/* Before any initcall. */
static void __attribute__((constructor(151))) bus_boot(void)
{
	BUG_ON(bus_register(&platform_bus_type));
}
