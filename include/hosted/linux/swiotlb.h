/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_SWIOTLB_H
#define _LINUX_SWIOTLB_H

#include <linux/dma-mapping.h>

/* No bounce buffers: CONFIG_SWIOTLB is not set. */
static inline bool is_swiotlb_buffer(struct device *dev, phys_addr_t paddr)
{
	(void)dev, (void)paddr;
	return false;
}

static inline bool is_swiotlb_active(struct device *dev)
{
	(void)dev;
	return false;
}

static inline size_t swiotlb_max_mapping_size(struct device *dev)
{
	(void)dev;
	return SIZE_MAX;
}

static inline phys_addr_t
swiotlb_tbl_map_single(struct device *dev, phys_addr_t phys,
		       size_t mapping_size, size_t alloc_size,
		       unsigned int alloc_align_mask,
		       enum dma_data_direction dir, unsigned long attrs)
{
	(void)dev, (void)phys, (void)mapping_size, (void)alloc_size;
	(void)alloc_align_mask, (void)dir, (void)attrs;
	return DMA_MAPPING_ERROR;
}

static inline void
swiotlb_tbl_unmap_single(struct device *dev, phys_addr_t phys, size_t size,
			 enum dma_data_direction dir, unsigned long attrs)
{
	(void)dev, (void)phys, (void)size, (void)dir, (void)attrs;
}

static inline void swiotlb_sync_single_for_cpu(struct device *dev,
					       phys_addr_t phys, size_t size,
					       enum dma_data_direction dir)
{
	(void)dev, (void)phys, (void)size, (void)dir;
}

#define swiotlb_sync_single_for_device swiotlb_sync_single_for_cpu

#endif
