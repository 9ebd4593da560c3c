/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SAMPLES_ETNAVIV_MMU_H
#define SAMPLES_ETNAVIV_MMU_H

#include <linux/device.h>
#include <linux/scatterlist.h>

/* The address space of a GPU. */
struct etnaviv_iommu;

struct etnaviv_iommu *etnaviv_iommu_new(struct device *dev);
void etnaviv_iommu_free(struct etnaviv_iommu *mmu);

/* Maps the pages of a GEM object; where to, or a negative errno. */
long etnaviv_iommu_map_gem(struct etnaviv_iommu *mmu, struct sg_table *sgt);
void etnaviv_iommu_unmap_gem(struct etnaviv_iommu *mmu, unsigned long iova,
			     struct sg_table *sgt);

#endif
