// SPDX-License-Identifier: GPL-2.0-only
/*
 * The shim as a module.
 */
#define pr_fmt(fmt) "iommu-shim: " fmt

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/platform_device.h>

#include "shim.h"

static int is_behind_an_iommu(struct device *dev, void *data)
{
	return device_iommu_mapped(dev);
}

static bool any_behind_an_iommu(void)
{
	return bus_for_each_dev(&platform_bus_type, NULL, NULL,
				is_behind_an_iommu) ||
	       (IS_ENABLED(CONFIG_PCI) &&
		bus_for_each_dev(&pci_bus_type, NULL, NULL,
				 is_behind_an_iommu));
}

static int __init iommu_shim_init(void)
{
	if (any_behind_an_iommu())
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
