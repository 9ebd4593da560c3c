// SPDX-License-Identifier: GPL-2.0-only
/*
 * The shim as a module.
 */
#define pr_fmt(fmt) "iommu-shim: " fmt

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/platform_device.h>

#include "shim.h"

#ifdef IOMMU_SHIM_HAVE_IOMMU_PRESENT
/*
 * Such a kernel may put a device behind an IOMMU only when a driver binds to
 * it (those that are told by a device tree, or by ACPI's IORT), and that driver
 * may be the one for which we are being loaded.
 */
static bool has_an_iommu(const struct bus_type *bus)
{
	return iommu_present((struct bus_type *)bus);
}
#else
static int is_behind_an_iommu(struct device *dev, void *data)
{
	return device_iommu_mapped(dev);
}

static bool has_an_iommu(const struct bus_type *bus)
{
	return bus_for_each_dev(bus, NULL, NULL, is_behind_an_iommu);
}
#endif

static bool any_bus_has_an_iommu(void)
{
	return has_an_iommu(&platform_bus_type) ||
	       (IS_ENABLED(CONFIG_PCI) && has_an_iommu(&pci_bus_type));
}

static int __init iommu_shim_init(void)
{
	if (any_bus_has_an_iommu())
		return 0;
	pr_err("no device of this machine is behind an IOMMU that the kernel uses\n");
	return -ENODEV;
}
module_init(iommu_shim_init);

/* Nobody calls us any more: whoever does keeps the module from going. */
static void __exit iommu_shim_exit(void)
{
	shim_domains_remove();
}
module_exit(iommu_shim_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("IOMMU API styles on any kernel");
