/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SAMPLES_DMA_IOMMU_H
#define SAMPLES_DMA_IOMMU_H

#include <linux/device.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct iommu_dma_cookie;

#define DMA_MAPPING_ERROR (~(dma_addr_t)0)

struct iommu_dma_cookie *iommu_dma_init(struct device *dev);
void iommu_dma_exit(struct iommu_dma_cookie *cookie);

/* Any part of memory; DMA_MAPPING_ERROR when it cannot be mapped. */
dma_addr_t iommu_dma_map_page(struct iommu_dma_cookie *cookie,
			      struct page *page, unsigned long offset,
			      size_t size, int prot);
void iommu_dma_unmap_page(struct iommu_dma_cookie *cookie, dma_addr_t handle,
			  size_t size);

/* Sets the DMA address and length of the first entry; 1, or 0. */
int iommu_dma_map_sg(struct iommu_dma_cookie *cookie, struct scatterlist *sgl,
		     int nents, int prot);
void iommu_dma_unmap_sg(struct iommu_dma_cookie *cookie,
			struct scatterlist *sgl);

#endif
