/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_DMA_DMA_H
#define SHIM_DMA_DMA_H

/*
 * The DMA API of a device in a default domain.  domain.c prepares the domain,
 * map.c maps, sg.c does so for scatterlists, coherent.c for memory of its own,
 * lazy.c lets invalidations wait.
 */

#include <hosted/dma.h>
#include <hosted/iova.h>
#include <linux/dma-map-ops.h>
#include <linux/iommu.h>
#include <linux/mutex.h>

struct dma_lazy;

/* What a domain of a DMA type has. */
struct iommu_dma_cookie {
	struct iommu_domain *domain;
	struct iova_space *space;	/* once there is a device */
	struct dma_lazy *lazy;		/* NULL: strict */
	unsigned long mask;		/* of a granule */
	bool shadow_on_flush;
	struct mutex lock;
};

static inline struct iommu_dma_cookie *dma_cookie(struct device *dev)
{
	return iommu_get_dma_domain(dev)->iova_cookie;
}

static inline size_t dma_granules(const struct iommu_dma_cookie *cookie,
				  u64 addr, size_t size)
{
	return ALIGN((addr & cookie->mask) + size, cookie->mask + 1);
}

/* IOMMU_READ and so on; 0 for a direction that is none. */
int dma_prot(enum dma_data_direction dir, unsigned long attrs);

/* @size in granules; 0: there is none below the device's @mask. */
u64 dma_alloc_iova(struct iommu_dma_cookie *cookie, struct device *dev,
		   size_t size, u64 mask);
/*
 * Unmaps granules and gives the IOVA back; on return the IOTLB is invalidated,
 * or, where the domain is lazy and the caller does not ask for @strict, will be
 * before the IOVA is used again.
 */
void dma_unmap(struct iommu_dma_cookie *cookie, u64 iova, size_t size,
	       bool strict);

/* ---- lazy.c ---- */

/* NULL: no memory.  May sleep. */
struct dma_lazy *dma_lazy_create(struct iommu_dma_cookie *cookie);
/* Flushes.  May sleep. */
void dma_lazy_destroy(struct dma_lazy *lazy);
void dma_lazy_unmap(struct dma_lazy *lazy, u64 iova, size_t size);
/* Only the IOVA, of what was unmapped without a flush. */
void dma_lazy_free_iova(struct dma_lazy *lazy, u64 iova, size_t size);
/* Every IOVA that waits for a flush is free on return. */
void dma_lazy_flush(struct dma_lazy *lazy);

/* ---- operations ---- */

dma_addr_t dma_op_map_page(struct device *dev, struct page *page,
			   unsigned long offset, size_t size,
			   enum dma_data_direction dir, unsigned long attrs);
void dma_op_unmap_page(struct device *dev, dma_addr_t addr, size_t size,
		       enum dma_data_direction dir, unsigned long attrs);
dma_addr_t dma_op_map_resource(struct device *dev, phys_addr_t phys,
			       size_t size, enum dma_data_direction dir,
			       unsigned long attrs);
int dma_op_map_sg(struct device *dev, struct scatterlist *sg, int nents,
		  enum dma_data_direction dir, unsigned long attrs);
void dma_op_unmap_sg(struct device *dev, struct scatterlist *sg, int nents,
		     enum dma_data_direction dir, unsigned long attrs);
void *dma_op_alloc(struct device *dev, size_t size, dma_addr_t *handle,
		   gfp_t gfp, unsigned long attrs);
void dma_op_free(struct device *dev, size_t size, void *cpu_addr,
		 dma_addr_t handle, unsigned long attrs);
int dma_op_get_sgtable(struct device *dev, struct sg_table *sgt,
		       void *cpu_addr, dma_addr_t handle, size_t size,
		       unsigned long attrs);
int dma_op_mmap(struct device *dev, struct vm_area_struct *vma,
		void *cpu_addr, dma_addr_t handle, size_t size,
		unsigned long attrs);

#endif
