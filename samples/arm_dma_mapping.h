/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SAMPLES_ARM_DMA_MAPPING_H
#define SAMPLES_ARM_DMA_MAPPING_H

#include <linux/device.h>
#include <linux/dma-direction.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct dma_iommu_mapping;

#define ARM_MAPPING_ERROR ((dma_addr_t)~0)

struct dma_iommu_mapping *arm_iommu_create_mapping(struct device *dev,
						   dma_addr_t base,
						   size_t size);
void arm_iommu_release_mapping(struct dma_iommu_mapping *mapping);

/* A buffer of single pages, one after the other for the device. */
struct page **arm_iommu_alloc_attrs(struct dma_iommu_mapping *mapping,
				    size_t size, dma_addr_t *handle);
void arm_iommu_free_attrs(struct dma_iommu_mapping *mapping, size_t size,
			  struct page **pages, dma_addr_t handle);

/* ARM_MAPPING_ERROR when it cannot be mapped. */
dma_addr_t arm_iommu_map_page(struct dma_iommu_mapping *mapping,
			      struct page *page, unsigned long offset,
			      size_t size, enum dma_data_direction dir);
void arm_iommu_unmap_page(struct dma_iommu_mapping *mapping, dma_addr_t handle,
			  size_t size);

#endif
