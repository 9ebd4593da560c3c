/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_DMA_MAP_OPS_H
#define _LINUX_DMA_MAP_OPS_H

/* For who implements the DMA API. */

#include <linux/dma-mapping.h>
#include <linux/iommu.h>
#include <linux/jump_label.h>
#include <linux/resource_ext.h>
#include <linux/slab.h>
#include <linux/timer.h>

#define DMA_F_PCI_P2PDMA_SUPPORTED (1 << 0)

struct dma_map_ops {
	unsigned int flags;
	void *(*alloc)(struct device *dev, size_t size, dma_addr_t *handle,
		       gfp_t gfp, unsigned long attrs);
	void (*free)(struct device *dev, size_t size, void *vaddr,
		     dma_addr_t handle, unsigned long attrs);
	struct page *(*alloc_pages)(struct device *dev, size_t size,
				    dma_addr_t *handle,
				    enum dma_data_direction dir, gfp_t gfp);
	void (*free_pages)(struct device *dev, size_t size, struct page *page,
			   dma_addr_t handle, enum dma_data_direction dir);
	struct sg_table *(*alloc_noncontiguous)(struct device *dev,
						size_t size,
						enum dma_data_direction dir,
						gfp_t gfp,
						unsigned long attrs);
	void (*free_noncontiguous)(struct device *dev, size_t size,
				   struct sg_table *sgt,
				   enum dma_data_direction dir);
	int (*mmap)(struct device *dev, struct vm_area_struct *vma,
		    void *cpu_addr, dma_addr_t handle, size_t size,
		    unsigned long attrs);
	int (*get_sgtable)(struct device *dev, struct sg_table *sgt,
			   void *cpu_addr, dma_addr_t handle, size_t size,
			   unsigned long attrs);
	dma_addr_t (*map_page)(struct device *dev, struct page *page,
			       unsigned long offset, size_t size,
			       enum dma_data_direction dir,
			       unsigned long attrs);
	void (*unmap_page)(struct device *dev, dma_addr_t handle, size_t size,
			   enum dma_data_direction dir, unsigned long attrs);
	/* The number of segments, or -EINVAL, -ENOMEM, -EIO, -EREMOTEIO. */
	int (*map_sg)(struct device *dev, struct scatterlist *sg, int nents,
		      enum dma_data_direction dir, unsigned long attrs);
	void (*unmap_sg)(struct device *dev, struct scatterlist *sg, int nents,
			 enum dma_data_direction dir, unsigned long attrs);
	dma_addr_t (*map_resource)(struct device *dev, phys_addr_t phys,
				   size_t size, enum dma_data_direction dir,
				   unsigned long attrs);
	void (*unmap_resource)(struct device *dev, dma_addr_t handle,
			       size_t size, enum dma_data_direction dir,
			       unsigned long attrs);
	void (*sync_single_for_cpu)(struct device *dev, dma_addr_t handle,
				    size_t size, enum dma_data_direction dir);
	void (*sync_single_for_device)(struct device *dev, dma_addr_t handle,
				       size_t size,
				       enum dma_data_direction dir);
	void (*sync_sg_for_cpu)(struct device *dev, struct scatterlist *sg,
				int nents, enum dma_data_direction dir);
	void (*sync_sg_for_device)(struct device *dev, struct scatterlist *sg,
				   int nents, enum dma_data_direction dir);
	void (*cache_sync)(struct device *dev, void *vaddr, size_t size,
			   enum dma_data_direction dir);
	int (*dma_supported)(struct device *dev, u64 mask);
	u64 (*get_required_mask)(struct device *dev);
	size_t (*max_mapping_size)(struct device *dev);
	size_t (*opt_mapping_size)(void);
	unsigned long (*get_merge_boundary)(struct device *dev);
};

static inline const struct dma_map_ops *get_dma_ops(struct device *dev)
{
	return dev->dma_ops;
}

static inline void set_dma_ops(struct device *dev,
			       const struct dma_map_ops *ops)
{
	dev->dma_ops = ops;
}

/* Where memory that the API allocates may be. */
static inline u64 dma_coherent_mask(struct device *dev)
{
	return dev->coherent_dma_mask ? dev->coherent_dma_mask :
					DMA_BIT_MASK(32);
}

/* Every device is coherent with the CPUs: there is nothing to write back. */
static inline bool dev_is_dma_coherent(struct device *dev)
{
	(void)dev;
	return true;
}

static inline void arch_sync_dma_for_device(phys_addr_t paddr, size_t size,
					    enum dma_data_direction dir)
{
	(void)paddr, (void)size, (void)dir;
}

#define arch_sync_dma_for_cpu arch_sync_dma_for_device

static inline void arch_dma_prep_coherent(struct page *page, size_t size)
{
	(void)page, (void)size;
}

static inline pgprot_t dma_pgprot(struct device *dev, pgprot_t prot,
				  unsigned long attrs)
{
	(void)dev, (void)attrs;
	return prot;
}

/* No memory is set aside, for all or for one device. */
static inline struct page *dma_alloc_contiguous(struct device *dev,
						size_t size, gfp_t gfp)
{
	(void)dev, (void)size, (void)gfp;
	return NULL;
}

static inline void dma_free_contiguous(struct device *dev, struct page *page,
				       size_t size)
{
	(void)dev;
	__free_pages(page, get_order(size));
}

static inline bool dma_free_from_pool(struct device *dev, void *start,
				      size_t size)
{
	(void)dev, (void)start, (void)size;
	return false;
}

static inline struct page *
dma_alloc_from_pool(struct device *dev, size_t size, void **cpu_addr,
		    gfp_t flags,
		    bool (*phys_addr_ok)(struct device *dev, phys_addr_t phys,
					 size_t size))
{
	(void)dev, (void)size, (void)cpu_addr, (void)flags;
	(void)phys_addr_ok;
	return NULL;
}

#define dma_mmap_from_dev_coherent(dev, vma, vaddr, size, ret) \
	((void)(dev), (void)(ret), false)

struct dma_sgt_handle {
	struct sg_table sgt;
	struct page **pages;
};

#define sgt_handle(sgt) container_of((sgt), struct dma_sgt_handle, sgt)

/* By map_page() of the device's operations. */
struct page *dma_common_alloc_pages(struct device *dev, size_t size,
				    dma_addr_t *handle,
				    enum dma_data_direction dir, gfp_t gfp);
void dma_common_free_pages(struct device *dev, size_t size, struct page *page,
			   dma_addr_t handle, enum dma_data_direction dir);
/* A second place for pages, which remembers the array. */
void *dma_common_pages_remap(struct page **pages, size_t size, pgprot_t prot,
			     const void *caller);
void *dma_common_contiguous_remap(struct page *page, size_t size,
				  pgprot_t prot, const void *caller);
void dma_common_free_remap(void *cpu_addr, size_t size);
struct page **dma_common_find_pages(void *cpu_addr);

/* In dma-iommu.c: the DMA API of a device in a domain for it. */
void iommu_setup_dma_ops(struct device *dev, u64 dma_base, u64 dma_limit);

struct msi_desc;
struct msi_msg;
int iommu_get_msi_cookie(struct iommu_domain *domain, dma_addr_t base);
int iommu_dma_prepare_msi(struct msi_desc *desc, phys_addr_t msi_addr);
void iommu_dma_compose_msi_msg(struct msi_desc *desc, struct msi_msg *msg);

enum pci_p2pdma_map_type {
	PCI_P2PDMA_MAP_UNKNOWN,
	PCI_P2PDMA_MAP_NOT_SUPPORTED,
	PCI_P2PDMA_MAP_BUS_ADDR,
	PCI_P2PDMA_MAP_THRU_HOST_BRIDGE,
};

struct pci_p2pdma_map_state {
	int map;
	u64 bus_off;
};

static inline enum pci_p2pdma_map_type
pci_p2pdma_map_segment(struct pci_p2pdma_map_state *state, struct device *dev,
		       struct scatterlist *sg)
{
	(void)state, (void)dev, (void)sg;
	return PCI_P2PDMA_MAP_NOT_SUPPORTED;
}

#endif
