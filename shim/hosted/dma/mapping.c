// SPDX-License-Identifier: GPL-2.0-only
/*
 * The DMA API: by the device's operations, or by physical addresses.
 */
#include <linux/dma-map-ops.h>
#include <linux/dma-mapping.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

/* Nothing is copied: memory that the device does not reach is not mapped. */
static bool in_reach(struct device *dev, u64 mask, phys_addr_t phys,
		     size_t size)
{
	u64 last = phys + size - 1;

	if (last <= min_not_zero(mask, dev->bus_dma_limit))
		return true;
	dev_err(dev, "physical address %pa is out of its reach\n", &phys);
	return false;
}

dma_addr_t dma_map_page_attrs(struct device *dev, struct page *page,
			      size_t offset, size_t size,
			      enum dma_data_direction dir, unsigned long attrs)
{
	const struct dma_map_ops *ops = get_dma_ops(dev);

	if (ops)
		return ops->map_page(dev, page, offset, size, dir, attrs);
	return in_reach(dev, dma_get_mask(dev), page_to_phys(page) + offset,
			size) ?
	       page_to_phys(page) + offset : DMA_MAPPING_ERROR;
}

void dma_unmap_page_attrs(struct device *dev, dma_addr_t addr, size_t size,
			  enum dma_data_direction dir, unsigned long attrs)
{
	const struct dma_map_ops *ops = get_dma_ops(dev);

	if (ops && ops->unmap_page)
		ops->unmap_page(dev, addr, size, dir, attrs);
}

static int direct_map_sg(struct device *dev, struct scatterlist *sgl,
			 int nents)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(sgl, sg, nents, i) {
		if (!in_reach(dev, dma_get_mask(dev), sg_phys(sg), sg->length))
			return -EIO;
		sg_dma_address(sg) = sg_phys(sg);
		sg_dma_len(sg) = sg->length;
	}
	return nents;
}

static int map_sg(struct device *dev, struct scatterlist *sg, int nents,
		  enum dma_data_direction dir, unsigned long attrs)
{
	const struct dma_map_ops *ops = get_dma_ops(dev);

	if (!ops)
		return direct_map_sg(dev, sg, nents);
	return ops->map_sg(dev, sg, nents, dir, attrs);
}

unsigned int dma_map_sg_attrs(struct device *dev, struct scatterlist *sg,
			      int nents, enum dma_data_direction dir,
			      unsigned long attrs)
{
	return max(map_sg(dev, sg, nents, dir, attrs), 0);
}

int dma_map_sgtable(struct device *dev, struct sg_table *sgt,
		    enum dma_data_direction dir, unsigned long attrs)
{
	int n = map_sg(dev, sgt->sgl, sgt->orig_nents, dir, attrs);

	if (n <= 0)
		return n ? n : -EIO;
	sgt->nents = n;
	return 0;
}

void dma_unmap_sg_attrs(struct device *dev, struct scatterlist *sg, int nents,
			enum dma_data_direction dir, unsigned long attrs)
{
	const struct dma_map_ops *ops = get_dma_ops(dev);

	if (ops && ops->unmap_sg)
		ops->unmap_sg(dev, sg, nents, dir, attrs);
}

dma_addr_t dma_map_resource(struct device *dev, phys_addr_t phys, size_t size,
			    enum dma_data_direction dir, unsigned long attrs)
{
	const struct dma_map_ops *ops = get_dma_ops(dev);

	/* RAM is mapped by its pages. */
	if (WARN_ON_ONCE(pfn_valid(phys >> PAGE_SHIFT)))
		return DMA_MAPPING_ERROR;
	if (!ops)
		return phys;
	return ops->map_resource ?
	       ops->map_resource(dev, phys, size, dir, attrs) :
	       DMA_MAPPING_ERROR;
}

void dma_unmap_resource(struct device *dev, dma_addr_t addr, size_t size,
			enum dma_data_direction dir, unsigned long attrs)
{
	const struct dma_map_ops *ops = get_dma_ops(dev);

	if (ops && ops->unmap_resource)
		ops->unmap_resource(dev, addr, size, dir, attrs);
}

/* A call that operations may lack, with nothing in its place. */
#define CALL_OPS(dev, op, ...)						\
	do {								\
		const struct dma_map_ops *__ops = get_dma_ops(dev);	\
									\
		if (__ops && __ops->op)					\
			__ops->op(dev, ##__VA_ARGS__);			\
	} while (0)

void dma_sync_single_for_cpu(struct device *dev, dma_addr_t addr, size_t size,
			     enum dma_data_direction dir)
{
	CALL_OPS(dev, sync_single_for_cpu, addr, size, dir);
}

void dma_sync_single_for_device(struct device *dev, dma_addr_t addr,
				size_t size, enum dma_data_direction dir)
{
	CALL_OPS(dev, sync_single_for_device, addr, size, dir);
}

void dma_sync_sg_for_cpu(struct device *dev, struct scatterlist *sg, int nents,
			 enum dma_data_direction dir)
{
	CALL_OPS(dev, sync_sg_for_cpu, sg, nents, dir);
}

void dma_sync_sg_for_device(struct device *dev, struct scatterlist *sg,
			    int nents, enum dma_data_direction dir)
{
	CALL_OPS(dev, sync_sg_for_device, sg, nents, dir);
}

void *dma_alloc_attrs(struct device *dev, size_t size, dma_addr_t *handle,
		      gfp_t gfp, unsigned long attrs)
{
	const struct dma_map_ops *ops = get_dma_ops(dev);
	struct page *page;

	if (ops)
		return ops->alloc ? ops->alloc(dev, size, handle, gfp, attrs) :
				    NULL;
	page = alloc_pages(gfp | __GFP_ZERO, get_order(size));
	if (!page)
		return NULL;
	if (!in_reach(dev, dma_coherent_mask(dev), page_to_phys(page), size)) {
		__free_pages(page, get_order(size));
		return NULL;
	}
	*handle = page_to_phys(page);
	return page_address(page);
}

void dma_free_attrs(struct device *dev, size_t size, void *cpu_addr,
		    dma_addr_t handle, unsigned long attrs)
{
	const struct dma_map_ops *ops = get_dma_ops(dev);

	if (!cpu_addr)
		return;
	if (!ops)
		free_pages((unsigned long)cpu_addr, get_order(size));
	else if (ops->free)
		ops->free(dev, size, cpu_addr, handle, attrs);
}

int dma_get_sgtable_attrs(struct device *dev, struct sg_table *sgt,
			  void *cpu_addr, dma_addr_t handle, size_t size,
			  unsigned long attrs)
{
	const struct dma_map_ops *ops = get_dma_ops(dev);
	int ret;

	if (ops)
		return ops->get_sgtable ?
		       ops->get_sgtable(dev, sgt, cpu_addr, handle, size,
					attrs) : -ENXIO;
	ret = sg_alloc_table(sgt, 1, GFP_KERNEL);
	if (!ret)
		sg_set_page(sgt->sgl, virt_to_page(cpu_addr),
			    PAGE_ALIGN(size), 0);
	return ret;
}

int dma_supported(struct device *dev, u64 mask)
{
	const struct dma_map_ops *ops = get_dma_ops(dev);

	if (ops)
		return !ops->dma_supported || ops->dma_supported(dev, mask);
	return mask >= HOSTED_RAM_PHYS + HOSTED_RAM_SIZE - 1;
}

/* ---- for operations to use ---- */

struct page *dma_common_alloc_pages(struct device *dev, size_t size,
				    dma_addr_t *handle,
				    enum dma_data_direction dir, gfp_t gfp)
{
	struct page *page = alloc_pages(gfp | __GFP_ZERO, get_order(size));

	if (!page)
		return NULL;
	*handle = dma_map_page_attrs(dev, page, 0, size, dir,
				     DMA_ATTR_SKIP_CPU_SYNC);
	if (*handle == DMA_MAPPING_ERROR) {
		__free_pages(page, get_order(size));
		return NULL;
	}
	return page;
}

void dma_common_free_pages(struct device *dev, size_t size, struct page *page,
			   dma_addr_t handle, enum dma_data_direction dir)
{
	dma_unmap_page_attrs(dev, handle, size, dir, DMA_ATTR_SKIP_CPU_SYNC);
	__free_pages(page, get_order(size));
}

void *dma_common_pages_remap(struct page **pages, size_t size, pgprot_t prot,
			     const void *caller)
{
	void *addr = vmap(pages, PAGE_ALIGN(size) >> PAGE_SHIFT,
			  VM_DMA_COHERENT, prot);

	(void)caller;
	if (addr)
		find_vm_area(addr)->pages = pages;
	return addr;
}

void *dma_common_contiguous_remap(struct page *page, size_t size,
				  pgprot_t prot, const void *caller)
{
	unsigned int i, count = PAGE_ALIGN(size) >> PAGE_SHIFT;
	struct page **pages = kmalloc_array(count, sizeof(*pages), GFP_KERNEL);
	void *addr;

	(void)caller;
	if (!pages)
		return NULL;
	for (i = 0; i < count; i++)
		pages[i] = page + i;
	addr = vmap(pages, count, VM_DMA_COHERENT, prot);
	kfree(pages);
	return addr;
}

struct page **dma_common_find_pages(void *cpu_addr)
{
	struct vm_struct *area = find_vm_area(cpu_addr);

	if (!area || area->flags != VM_DMA_COHERENT)
		return NULL;
	return area->pages;
}

void dma_common_free_remap(void *cpu_addr, size_t size)
{
	struct vm_struct *area = find_vm_area(cpu_addr);

	(void)size;
	if (!WARN(!area || area->flags != VM_DMA_COHERENT,
		  "freeing of %px, which is no coherent memory\n", cpu_addr))
		vunmap(cpu_addr);
}
