// SPDX-License-Identifier: GPL-2.0-only
/*
 * The generic DMA API over an IOMMU, after the pattern of dma-iommu.c: one
 * address range and one call to map for a request, whatever it consists of, and
 * one to unmap, after which the range is free at once.
 */
#include <linux/bitmap.h>
#include <linux/err.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "dma_iommu.h"

#define IOVA_PAGES 4096

struct iommu_dma_cookie {
	struct device *dev;
	struct iommu_domain *domain;
	spinlock_t lock;		/* of iovad and next */
	unsigned int next;
	DECLARE_BITMAP(iovad, IOVA_PAGES);
};

struct iommu_dma_cookie *iommu_dma_init(struct device *dev)
{
	struct iommu_dma_cookie *cookie = kzalloc(sizeof(*cookie), GFP_KERNEL);

	if (!cookie)
		return ERR_PTR(-ENOMEM);
	cookie->dev = dev;
	spin_lock_init(&cookie->lock);
	cookie->domain = iommu_domain_alloc(dev->bus);
	if (cookie->domain && !iommu_attach_device(cookie->domain, dev))
		return cookie;

	if (cookie->domain)
		iommu_domain_free(cookie->domain);
	kfree(cookie);
	return ERR_PTR(-ENODEV);
}

void iommu_dma_exit(struct iommu_dma_cookie *cookie)
{
	WARN_ON(!bitmap_empty(cookie->iovad, IOVA_PAGES));
	iommu_detach_device(cookie->domain, cookie->dev);
	iommu_domain_free(cookie->domain);
	kfree(cookie);
}

/* Round and round: an address comes back late. */
static dma_addr_t iommu_dma_alloc_iova(struct iommu_dma_cookie *cookie,
				       size_t size)
{
	unsigned int npages = size >> PAGE_SHIFT;
	unsigned long flags, at;

	spin_lock_irqsave(&cookie->lock, flags);
	at = bitmap_find_next_zero_area(cookie->iovad, IOVA_PAGES,
					cookie->next, npages, 0);
	if (at >= IOVA_PAGES)
		at = bitmap_find_next_zero_area(cookie->iovad, IOVA_PAGES, 0,
						npages, 0);
	if (at < IOVA_PAGES) {
		bitmap_set(cookie->iovad, at, npages);
		cookie->next = at + npages;
	}
	spin_unlock_irqrestore(&cookie->lock, flags);
	return at < IOVA_PAGES ? (dma_addr_t)(at + 1) << PAGE_SHIFT : 0;
}

static void iommu_dma_free_iova(struct iommu_dma_cookie *cookie,
				dma_addr_t iova, size_t size)
{
	unsigned long flags;

	spin_lock_irqsave(&cookie->lock, flags);
	bitmap_clear(cookie->iovad, (iova >> PAGE_SHIFT) - 1,
		     size >> PAGE_SHIFT);
	spin_unlock_irqrestore(&cookie->lock, flags);
}

static void __iommu_dma_unmap(struct iommu_dma_cookie *cookie,
			      dma_addr_t dma_addr, size_t size)
{
	unsigned long iova_off = offset_in_page(dma_addr);

	dma_addr -= iova_off;
	size = PAGE_ALIGN(size + iova_off);
	WARN_ON(iommu_unmap(cookie->domain, dma_addr, size) != size);
	iommu_dma_free_iova(cookie, dma_addr, size);
}

dma_addr_t iommu_dma_map_page(struct iommu_dma_cookie *cookie,
			      struct page *page, unsigned long offset,
			      size_t size, int prot)
{
	phys_addr_t phys = page_to_phys(page) + offset;
	unsigned long iova_off = offset_in_page(phys);
	dma_addr_t iova;

	size = PAGE_ALIGN(size + iova_off);
	iova = iommu_dma_alloc_iova(cookie, size);
	if (!iova)
		return DMA_MAPPING_ERROR;
	if (iommu_map_atomic(cookie->domain, iova, phys - iova_off, size,
			     prot)) {
		iommu_dma_free_iova(cookie, iova, size);
		return DMA_MAPPING_ERROR;
	}
	return iova + iova_off;
}

void iommu_dma_unmap_page(struct iommu_dma_cookie *cookie, dma_addr_t handle,
			  size_t size)
{
	__iommu_dma_unmap(cookie, handle, size);
}

int iommu_dma_map_sg(struct iommu_dma_cookie *cookie, struct scatterlist *sgl,
		     int nents, int prot)
{
	struct scatterlist *sg;
	size_t size = 0;
	dma_addr_t iova;
	int i;

	/* Whole pages only; the real one pads what is not. */
	for_each_sg(sgl, sg, nents, i) {
		if (!PAGE_ALIGNED(sg->offset | sg->length))
			return 0;
		size += sg->length;
	}
	iova = iommu_dma_alloc_iova(cookie, size);
	if (!iova)
		return 0;
	if (iommu_map_sg_atomic(cookie->domain, iova, sgl, nents, prot) <
	    (ssize_t)size) {
		iommu_dma_free_iova(cookie, iova, size);
		return 0;
	}
	sg_dma_address(sgl) = iova;
	sg_dma_len(sgl) = size;
	return 1;
}

void iommu_dma_unmap_sg(struct iommu_dma_cookie *cookie,
			struct scatterlist *sgl)
{
	__iommu_dma_unmap(cookie, sg_dma_address(sgl), sg_dma_len(sgl));
}

MODULE_LICENSE("GPL");
