// SPDX-License-Identifier: GPL-2.0-only
/*
 * Firmware memory of a video engine, after the pattern of tegra's drm.c: a
 * block of pages, a piece of the carveout's address space, one mapping; all of
 * it given back in reverse order.
 */
#include <linux/bitmap.h>
#include <linux/err.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>

#include "tegra_drm.h"

#define CARVEOUT_START 0xf0000000UL
#define CARVEOUT_PAGES 1024

struct tegra_drm {
	struct device *dev;
	struct iommu_domain *domain;
	struct mutex lock;		/* of carveout */
	DECLARE_BITMAP(carveout, CARVEOUT_PAGES);
};

struct tegra_drm *tegra_drm_load(struct device *dev)
{
	struct tegra_drm *tegra = kzalloc(sizeof(*tegra), GFP_KERNEL);

	if (!tegra)
		return ERR_PTR(-ENOMEM);
	tegra->dev = dev;
	mutex_init(&tegra->lock);
	tegra->domain = iommu_domain_alloc(dev->bus);
	if (tegra->domain && !iommu_attach_device(tegra->domain, dev))
		return tegra;

	if (tegra->domain)
		iommu_domain_free(tegra->domain);
	kfree(tegra);
	return ERR_PTR(-ENODEV);
}

void tegra_drm_unload(struct tegra_drm *tegra)
{
	WARN_ON(!bitmap_empty(tegra->carveout, CARVEOUT_PAGES));
	iommu_detach_device(tegra->domain, tegra->dev);
	iommu_domain_free(tegra->domain);
	kfree(tegra);
}

static void carveout_put(struct tegra_drm *tegra, dma_addr_t dma, size_t size)
{
	mutex_lock(&tegra->lock);
	bitmap_clear(tegra->carveout, (dma - CARVEOUT_START) >> PAGE_SHIFT,
		     size >> PAGE_SHIFT);
	mutex_unlock(&tegra->lock);
}

void *tegra_drm_alloc(struct tegra_drm *tegra, size_t size, dma_addr_t *dma)
{
	unsigned long at;
	void *virt;
	int err;

	size = PAGE_ALIGN(size);
	virt = (void *)__get_free_pages(GFP_KERNEL | __GFP_ZERO,
					get_order(size));
	if (!virt)
		return ERR_PTR(-ENOMEM);

	mutex_lock(&tegra->lock);
	at = bitmap_find_next_zero_area(tegra->carveout, CARVEOUT_PAGES, 0,
					size >> PAGE_SHIFT, 0);
	if (at < CARVEOUT_PAGES)
		bitmap_set(tegra->carveout, at, size >> PAGE_SHIFT);
	mutex_unlock(&tegra->lock);
	if (at >= CARVEOUT_PAGES) {
		err = -ENOSPC;
		goto free_pages;
	}

	*dma = CARVEOUT_START + (at << PAGE_SHIFT);
	err = iommu_map(tegra->domain, *dma, virt_to_phys(virt), size,
			IOMMU_READ | IOMMU_WRITE);
	if (err < 0)
		goto free_iova;
	return virt;

free_iova:
	carveout_put(tegra, *dma, size);
free_pages:
	free_pages((unsigned long)virt, get_order(size));
	return ERR_PTR(err);
}

void tegra_drm_free(struct tegra_drm *tegra, size_t size, void *virt,
		    dma_addr_t dma)
{
	size = PAGE_ALIGN(size);
	iommu_unmap(tegra->domain, dma, size);
	carveout_put(tegra, dma, size);
	free_pages((unsigned long)virt, get_order(size));
}

MODULE_LICENSE("GPL");
