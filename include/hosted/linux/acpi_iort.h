/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_ACPI_IORT_H
#define _LINUX_ACPI_IORT_H

#include <linux/device.h>

/* There is no ACPI: CONFIG_ACPI_IORT is not set. */
static inline void iort_iommu_get_resv_regions(struct device *dev,
					       struct list_head *head)
{
	(void)dev, (void)head;
}

#endif
