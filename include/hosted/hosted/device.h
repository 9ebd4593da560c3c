/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _HOSTED_DEVICE_H
#define _HOSTED_DEVICE_H

/*
 * A simulated device behind an IOMMU: it reads and writes memory at an IOVA.
 */

#include <linux/device.h>
#include <linux/types.h>

struct hosted_iommu;

/*
 * A device on the IOMMU's bus, attached to no domain: all its DMA faults.
 * ERR_PTR(-ENOMEM), ERR_PTR(-ENOSPC) when the IOMMU has no context left.  It
 * must be detached before it is destroyed.  May sleep.
 */
struct device *hosted_device_create(struct hosted_iommu *iommu,
				    const char *name);
void hosted_device_destroy(struct device *dev);

/*
 * The device reads @len bytes at @iova into @buf, or writes them from @buf.
 * Page after page: on -EFAULT (no translation, or not this access; the fault
 * is recorded and the domain's handler called) and on -EIO (there is no RAM at
 * the physical address) the pages before have been transferred.  Any context
 * in which the fault handler may run.
 */
int hosted_device_read(struct device *dev, unsigned long iova, void *buf,
		       size_t len);
int hosted_device_write(struct device *dev, unsigned long iova,
			const void *buf, size_t len);

#endif
