/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SAMPLES_VFIO_TYPE1_H
#define SAMPLES_VFIO_TYPE1_H

#include <linux/device.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>

/* A container of memory that user space gave to its device. */
struct vfio_iommu;

struct vfio_iommu *vfio_iommu_open(struct device *dev);
/* Unmaps what is left. */
void vfio_iommu_release(struct vfio_iommu *iommu);

/*
 * Pins @npages pages and maps them one after another from @iova on: all of
 * them, or none and a negative errno.  A mapping must not overlap another.
 */
int vfio_dma_map(struct vfio_iommu *iommu, dma_addr_t iova,
		 struct page **pages, unsigned int npages, int prot);
/* The same of a list whose pages stay pinned by whoever exported it. */
int vfio_dma_map_sg(struct vfio_iommu *iommu, dma_addr_t iova,
		    struct sg_table *sgt, int prot);
/* Unmaps all mappings that begin in the range; returns the bytes unmapped. */
size_t vfio_dma_unmap(struct vfio_iommu *iommu, dma_addr_t iova, size_t size);

#endif
