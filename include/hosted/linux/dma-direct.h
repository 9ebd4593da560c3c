/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_DMA_DIRECT_H
#define _LINUX_DMA_DIRECT_H

#include <linux/dma-mapping.h>

/* A device without an IOMMU sees physical addresses. */
#define phys_to_dma(dev, paddr) ((void)(dev), (dma_addr_t)(paddr))
#define dma_to_phys(dev, addr) ((void)(dev), (phys_addr_t)(addr))

#endif
