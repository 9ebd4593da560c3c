// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mapping a buffer for a device.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/pci.h>

#include "dma.h"

int dma_prot(enum dma_data_direction dir, unsigned long attrs)
{
	static const int prots[] = {
		[DMA_BIDIRECTIONAL] = IOMMU_READ | IOMMU_WRITE,
		[DMA_TO_DEVICE] = IOMMU_READ,
		[DMA_FROM_DEVICE] = IOMMU_WRITE,
	};

	if (WARN_ON((unsigned int)dir >= ARRAY_SIZE(prots)))
		return 0;
	return prots[dir] | IOMMU_CACHE |
	       (attrs & DMA_ATTR_PRIVILEGED ? IOMMU_PRIV : 0);
}

/* Of what a flush sets free, other CPUs may take all. */
#define MAX_TRIES 8

u64 dma_alloc_iova(struct iommu_dma_cookie *cookie, struct device *dev,
		   size_t size, u64 mask)
{
	struct dma_lazy *lazy;
	unsigned int tries;
	u64 limit, iova;

	limit = min_not_zero(mask, dev->bus_dma_limit);
	/* Addresses of 64 bits cost a PCI device a second cycle. */
	if (dev_is_pci(dev) && limit > DMA_BIT_MASK(32)) {
		iova = iova_space_try_alloc(cookie->space, size,
					    DMA_BIT_MASK(32));
		if (iova)
			return iova;
	}
	for (tries = 0; ; tries++) {
		iova = iova_space_alloc(cookie->space, size, limit);
		if (likely(iova))
			return iova;
		lazy = smp_load_acquire(&cookie->lazy);
		if (!lazy || tries == MAX_TRIES)
			return 0;
		dma_lazy_flush(lazy);
	}
}

void dma_unmap(struct iommu_dma_cookie *cookie, u64 iova, size_t size,
	       bool strict)
{
	/* Pairs with the release in make_lazy(). */
	struct dma_lazy *lazy = smp_load_acquire(&cookie->lazy);

	if (lazy && !strict) {
		dma_lazy_unmap(lazy, iova, size);
		return;
	}
	/* What was not mapped is not given back: who has it may be another. */
	if (!WARN_ON(iommu_unmap(cookie->domain, iova, size) != size))
		iova_space_free(cookie->space, iova, size);
}

static dma_addr_t map_phys(struct device *dev, phys_addr_t phys, size_t size,
			   int prot)
{
	struct iommu_dma_cookie *cookie = dma_cookie(dev);
	size_t granules = dma_granules(cookie, phys, size);
	size_t offset = phys & cookie->mask;
	u64 iova;

	/* Nothing, or so much that it wraps, or a direction that is none. */
	if (unlikely(!size || granules < size || !prot))
		return DMA_MAPPING_ERROR;
	iova = dma_alloc_iova(cookie, dev, granules, dma_get_mask(dev));
	if (unlikely(!iova))
		return DMA_MAPPING_ERROR;
	if (unlikely(iommu_map_atomic(cookie->domain, iova, phys - offset,
				      granules, prot))) {
		iova_space_free(cookie->space, iova, granules);
		return DMA_MAPPING_ERROR;
	}
	return iova + offset;
}

dma_addr_t dma_op_map_page(struct device *dev, struct page *page,
			   unsigned long offset, size_t size,
			   enum dma_data_direction dir, unsigned long attrs)
{
	return map_phys(dev, page_to_phys(page) + offset, size,
			dma_prot(dir, attrs));
}

void dma_op_unmap_page(struct device *dev, dma_addr_t addr, size_t size,
		       enum dma_data_direction dir, unsigned long attrs)
{
	struct iommu_dma_cookie *cookie = dma_cookie(dev);

	(void)dir, (void)attrs;
	dma_unmap(cookie, addr & ~(u64)cookie->mask,
		  dma_granules(cookie, addr, size), false);
}

dma_addr_t dma_op_map_resource(struct device *dev, phys_addr_t phys,
			       size_t size, enum dma_data_direction dir,
			       unsigned long attrs)
{
	int prot = dma_prot(dir, attrs);

	/* Registers are not cached. */
	if (prot)
		prot = (prot & ~IOMMU_CACHE) | IOMMU_MMIO;
	return map_phys(dev, phys, size, prot);
}
