// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory that the DMA API allocates itself: pages from anywhere, in one piece
 * for the device and for the CPUs; or, where it may not sleep, one block.  It
 * is freed after the IOTLB was invalidated, in lazy domains, too: here it is we
 * who free what a stale translation would lead to.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "dma.h"

static void free_pages_of(struct page **pages, unsigned int count)
{
	while (count--)
		__free_page(pages[count]);
	kvfree(pages);
}

static struct page **alloc_pages_for(unsigned int count, gfp_t gfp)
{
	struct page **pages = kvmalloc_array(count, sizeof(*pages), GFP_KERNEL);
	unsigned int i;

	for (i = 0; pages && i < count; i++) {
		pages[i] = alloc_page(gfp | __GFP_ZERO);
		if (!pages[i]) {
			free_pages_of(pages, i);
			return NULL;
		}
	}
	return pages;
}

/* @size in granules.  0: it is mapped. */
static int map_pages(struct iommu_dma_cookie *cookie, u64 iova,
		     struct page **pages, size_t size, int prot)
{
	struct sg_table sgt;
	ssize_t ret;

	ret = sg_alloc_table_from_pages(&sgt, pages, size >> PAGE_SHIFT, 0,
					size, GFP_KERNEL);
	if (ret)
		return ret;
	ret = iommu_map_sg(cookie->domain, iova, sgt.sgl, sgt.orig_nents, prot);
	sg_free_table(&sgt);
	if (ret == (ssize_t)size)
		return 0;
	if (ret > 0)
		iommu_unmap(cookie->domain, iova, ret);
	return -ENOMEM;
}

static void *alloc_remapped(struct device *dev, size_t size,
			    dma_addr_t *handle, gfp_t gfp, unsigned long attrs)
{
	struct iommu_dma_cookie *cookie = dma_cookie(dev);
	struct page **pages;
	void *addr;
	u64 iova;

	pages = alloc_pages_for(size >> PAGE_SHIFT, gfp);
	if (!pages)
		return NULL;
	iova = dma_alloc_iova(cookie, dev, size, dma_coherent_mask(dev));
	if (!iova)
		goto free_pages;
	if (map_pages(cookie, iova, pages, size,
		      dma_prot(DMA_BIDIRECTIONAL, attrs)))
		goto free_iova;
	addr = dma_common_pages_remap(pages, size, PAGE_KERNEL,
				      __builtin_return_address(0));
	if (!addr)
		goto unmap;
	*handle = iova;
	return addr;

unmap:
	dma_unmap(cookie, iova, size, true);
	goto free_pages;
free_iova:
	iova_space_free(cookie->space, iova, size);
free_pages:
	free_pages_of(pages, size >> PAGE_SHIFT);
	return NULL;
}

static void *alloc_block(struct device *dev, size_t size, dma_addr_t *handle,
			 gfp_t gfp, unsigned long attrs)
{
	struct iommu_dma_cookie *cookie = dma_cookie(dev);
	struct page *page = alloc_pages(gfp | __GFP_ZERO, get_order(size));
	u64 iova;

	if (!page)
		return NULL;
	iova = dma_alloc_iova(cookie, dev, size, dma_coherent_mask(dev));
	if (iova && !iommu_map_atomic(cookie->domain, iova, page_to_phys(page),
				      size, dma_prot(DMA_BIDIRECTIONAL,
						     attrs))) {
		*handle = iova;
		return page_address(page);
	}
	if (iova)
		iova_space_free(cookie->space, iova, size);
	__free_pages(page, get_order(size));
	return NULL;
}

static size_t whole(struct device *dev, size_t size)
{
	return ALIGN(PAGE_ALIGN(size), dma_cookie(dev)->mask + 1);
}

void *dma_op_alloc(struct device *dev, size_t size, dma_addr_t *handle,
		   gfp_t gfp, unsigned long attrs)
{
	size_t granules = whole(dev, size);

	if (granules < size || !size)
		return NULL;
	if (!gfpflags_allow_blocking(gfp) ||
	    attrs & DMA_ATTR_FORCE_CONTIGUOUS)
		return alloc_block(dev, granules, handle, gfp, attrs);
	return alloc_remapped(dev, granules, handle, gfp, attrs);
}

void dma_op_free(struct device *dev, size_t size, void *cpu_addr,
		 dma_addr_t handle, unsigned long attrs)
{
	struct page **pages = dma_common_find_pages(cpu_addr);
	size_t granules = whole(dev, size);

	(void)attrs;
	dma_unmap(dma_cookie(dev), handle, granules, true);
	if (!pages) {
		free_pages((unsigned long)cpu_addr, get_order(granules));
		return;
	}
	dma_common_free_remap(cpu_addr, granules);
	free_pages_of(pages, granules >> PAGE_SHIFT);
}

int dma_op_get_sgtable(struct device *dev, struct sg_table *sgt,
		       void *cpu_addr, dma_addr_t handle, size_t size,
		       unsigned long attrs)
{
	struct page **pages = dma_common_find_pages(cpu_addr);
	int ret;

	(void)dev, (void)handle, (void)attrs;
	if (pages)
		return sg_alloc_table_from_pages(sgt, pages,
						 PAGE_ALIGN(size) >> PAGE_SHIFT,
						 0, size, GFP_KERNEL);
	ret = sg_alloc_table(sgt, 1, GFP_KERNEL);
	if (!ret)
		sg_set_page(sgt->sgl, virt_to_page(cpu_addr),
			    PAGE_ALIGN(size), 0);
	return ret;
}

int dma_op_mmap(struct device *dev, struct vm_area_struct *vma,
		void *cpu_addr, dma_addr_t handle, size_t size,
		unsigned long attrs)
{
	struct page **pages = dma_common_find_pages(cpu_addr);
	unsigned long count = PAGE_ALIGN(size) >> PAGE_SHIFT;
	unsigned long first = vma->vm_pgoff, n = vma_pages(vma);

	(void)dev, (void)handle, (void)attrs;
	if (first >= count || n > count - first)
		return -ENXIO;
	if (pages)
		return vm_map_pages(vma, pages, count);
	return remap_pfn_range(vma, vma->vm_start,
			       page_to_pfn(virt_to_page(cpu_addr)) + first,
			       n << PAGE_SHIFT, vma->vm_page_prot);
}
