// SPDX-License-Identifier: GPL-2.0-only
/*
 * The DMA API over an IOMMU, after the pattern of arm's dma-mapping.c: a bitmap
 * of addresses under a spinlock; buffers of single pages, mapped in contiguous
 * runs and unwound with one unmap; streaming mappings of a part of a page, in
 * atomic context.
 */
#include <linux/bitmap.h>
#include <linux/err.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "arm_dma_mapping.h"

struct dma_iommu_mapping {
	struct device *dev;
	struct iommu_domain *domain;
	dma_addr_t base;
	unsigned int bits;
	spinlock_t lock;		/* of bitmap */
	unsigned long *bitmap;
};

struct dma_iommu_mapping *arm_iommu_create_mapping(struct device *dev,
						   dma_addr_t base, size_t size)
{
	struct dma_iommu_mapping *mapping;

	mapping = kzalloc(sizeof(*mapping), GFP_KERNEL);
	if (!mapping)
		return ERR_PTR(-ENOMEM);
	mapping->bits = size >> PAGE_SHIFT;
	mapping->bitmap = bitmap_zalloc(mapping->bits, GFP_KERNEL);
	if (!mapping->bitmap)
		goto free_mapping;
	mapping->dev = dev;
	mapping->base = base;
	spin_lock_init(&mapping->lock);
	mapping->domain = iommu_domain_alloc(dev->bus);
	if (!mapping->domain)
		goto free_bitmap;
	if (!iommu_attach_device(mapping->domain, dev))
		return mapping;

	iommu_domain_free(mapping->domain);
free_bitmap:
	bitmap_free(mapping->bitmap);
free_mapping:
	kfree(mapping);
	return ERR_PTR(-ENOMEM);
}

void arm_iommu_release_mapping(struct dma_iommu_mapping *mapping)
{
	WARN_ON(!bitmap_empty(mapping->bitmap, mapping->bits));
	iommu_detach_device(mapping->domain, mapping->dev);
	iommu_domain_free(mapping->domain);
	bitmap_free(mapping->bitmap);
	kfree(mapping);
}

static dma_addr_t __alloc_iova(struct dma_iommu_mapping *mapping, size_t size)
{
	unsigned int count = size >> PAGE_SHIFT;
	unsigned long flags, at, align;

	/* As large as the buffer, up to a page of 2 MiB. */
	align = BIT(min(get_order(size), 9u)) - 1;
	spin_lock_irqsave(&mapping->lock, flags);
	at = bitmap_find_next_zero_area(mapping->bitmap, mapping->bits, 0,
					count, align);
	if (at < mapping->bits)
		bitmap_set(mapping->bitmap, at, count);
	spin_unlock_irqrestore(&mapping->lock, flags);
	return at < mapping->bits ? mapping->base + (at << PAGE_SHIFT) :
				    ARM_MAPPING_ERROR;
}

static void __free_iova(struct dma_iommu_mapping *mapping, dma_addr_t addr,
			size_t size)
{
	unsigned long flags;

	spin_lock_irqsave(&mapping->lock, flags);
	bitmap_clear(mapping->bitmap, (addr - mapping->base) >> PAGE_SHIFT,
		     size >> PAGE_SHIFT);
	spin_unlock_irqrestore(&mapping->lock, flags);
}

static dma_addr_t __iommu_create_mapping(struct dma_iommu_mapping *mapping,
					 struct page **pages, size_t size)
{
	unsigned int count = size >> PAGE_SHIFT, i, j;
	dma_addr_t dma_addr = __alloc_iova(mapping, size), iova;

	if (dma_addr == ARM_MAPPING_ERROR)
		return dma_addr;
	iova = dma_addr;
	for (i = 0; i < count; i = j) {
		unsigned long len;

		for (j = i + 1; j < count; j++)
			if (page_to_pfn(pages[j]) !=
			    page_to_pfn(pages[i]) + (j - i))
				break;
		len = (unsigned long)(j - i) << PAGE_SHIFT;
		if (iommu_map(mapping->domain, iova, page_to_phys(pages[i]),
			      len, IOMMU_READ | IOMMU_WRITE) < 0)
			goto fail;
		iova += len;
	}
	return dma_addr;

fail:
	iommu_unmap(mapping->domain, dma_addr, iova - dma_addr);
	__free_iova(mapping, dma_addr, size);
	return ARM_MAPPING_ERROR;
}

static void __iommu_free_buffer(struct page **pages, unsigned int count)
{
	while (count--)
		if (pages[count])
			__free_page(pages[count]);
	kfree(pages);
}

struct page **arm_iommu_alloc_attrs(struct dma_iommu_mapping *mapping,
				    size_t size, dma_addr_t *handle)
{
	unsigned int count = size >> PAGE_SHIFT, i;
	struct page **pages = kcalloc(count, sizeof(*pages), GFP_KERNEL);

	if (!pages)
		return NULL;
	for (i = 0; i < count; i++) {
		pages[i] = alloc_page(GFP_KERNEL | __GFP_ZERO);
		if (!pages[i])
			goto free_buffer;
	}
	*handle = __iommu_create_mapping(mapping, pages, size);
	if (*handle != ARM_MAPPING_ERROR)
		return pages;

free_buffer:
	__iommu_free_buffer(pages, count);
	return NULL;
}

void arm_iommu_free_attrs(struct dma_iommu_mapping *mapping, size_t size,
			  struct page **pages, dma_addr_t handle)
{
	iommu_unmap(mapping->domain, handle, size);
	__free_iova(mapping, handle, size);
	__iommu_free_buffer(pages, size >> PAGE_SHIFT);
}

dma_addr_t arm_iommu_map_page(struct dma_iommu_mapping *mapping,
			      struct page *page, unsigned long offset,
			      size_t size, enum dma_data_direction dir)
{
	size_t len = PAGE_ALIGN(size + offset);
	dma_addr_t dma_addr = __alloc_iova(mapping, len);
	int prot = dir == DMA_TO_DEVICE ? IOMMU_READ :
		   dir == DMA_FROM_DEVICE ? IOMMU_WRITE :
		   IOMMU_READ | IOMMU_WRITE;

	if (dma_addr == ARM_MAPPING_ERROR)
		return dma_addr;
	if (iommu_map_atomic(mapping->domain, dma_addr, page_to_phys(page),
			     len, prot) < 0) {
		__free_iova(mapping, dma_addr, len);
		return ARM_MAPPING_ERROR;
	}
	return dma_addr + offset;
}

void arm_iommu_unmap_page(struct dma_iommu_mapping *mapping, dma_addr_t handle,
			  size_t size)
{
	dma_addr_t iova = handle & PAGE_MASK;
	size_t len = PAGE_ALIGN(size + (handle & ~PAGE_MASK));

	iommu_unmap(mapping->domain, iova, len);
	__free_iova(mapping, iova, len);
}

MODULE_LICENSE("GPL");
