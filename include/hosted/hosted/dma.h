/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _HOSTED_DMA_H
#define _HOSTED_DMA_H

/*
 * What the IOMMU core asks of the DMA API: Linux has it in its own
 * drivers/iommu/dma-iommu.h.  The hosted kernel alone has no DMA API over an
 * IOMMU, and its devices are in no domain until somebody attaches them.  With
 * the objects of shim/dma every device is in a group of its own and in a
 * default domain, as in Linux: see /sys/kernel/iommu_groups/N/type.
 */

#include <linux/device.h>
#include <linux/iommu.h>

/* Is there one? */
bool iommu_dma_available(void);
/* For a domain of a DMA type. */
int iommu_get_dma_cookie(struct iommu_domain *domain);
void iommu_put_dma_cookie(struct iommu_domain *domain);
/*
 * From now on the domain's unmaps are lazy; with mappings in use.  0, -EINVAL
 * without a cookie, -ENOMEM.  May sleep.
 */
int iommu_dma_init_fq(struct iommu_domain *domain);
void iommu_dma_get_resv_regions(struct device *dev, struct list_head *list);

#endif
