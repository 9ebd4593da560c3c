// SPDX-License-Identifier: GPL-2.0-only
/*
 * Frame buffers of a display controller, after the pattern of rockchip_drm_gem:
 * the whole list is mapped with one call, unmapped with one, and the address and
 * the pages are given back right after.
 */
#include <linux/bitmap.h>
#include <linux/err.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>

#include "rockchip_gem.h"

#define MM_PAGES 8192

struct rockchip_drm {
	struct device *dev;
	struct iommu_domain *domain;
	struct mutex mm_lock;		/* of mm */
	DECLARE_BITMAP(mm, MM_PAGES);
};

struct rockchip_drm *rockchip_drm_init(struct device *dev)
{
	struct rockchip_drm *drm = kzalloc(sizeof(*drm), GFP_KERNEL);

	if (!drm)
		return ERR_PTR(-ENOMEM);
	drm->dev = dev;
	mutex_init(&drm->mm_lock);
	/* Address 0 is none. */
	bitmap_set(drm->mm, 0, 1);
	drm->domain = iommu_domain_alloc(dev->bus);
	if (drm->domain && !iommu_attach_device(drm->domain, dev))
		return drm;

	if (drm->domain)
		iommu_domain_free(drm->domain);
	kfree(drm);
	return ERR_PTR(-ENODEV);
}

void rockchip_drm_fini(struct rockchip_drm *drm)
{
	WARN_ON(bitmap_weight(drm->mm, MM_PAGES) != 1);
	iommu_detach_device(drm->domain, drm->dev);
	iommu_domain_free(drm->domain);
	kfree(drm);
}

static void rockchip_gem_remove_node(struct rockchip_gem *gem)
{
	mutex_lock(&gem->drm->mm_lock);
	bitmap_clear(gem->drm->mm, gem->dma_addr >> PAGE_SHIFT,
		     gem->num_pages);
	mutex_unlock(&gem->drm->mm_lock);
}

static int rockchip_gem_iommu_map(struct rockchip_gem *gem)
{
	struct rockchip_drm *drm = gem->drm;
	unsigned long at;
	ssize_t ret;

	mutex_lock(&drm->mm_lock);
	at = bitmap_find_next_zero_area(drm->mm, MM_PAGES, 0, gem->num_pages,
					0);
	if (at < MM_PAGES)
		bitmap_set(drm->mm, at, gem->num_pages);
	mutex_unlock(&drm->mm_lock);
	if (at >= MM_PAGES)
		return -ENOSPC;

	gem->dma_addr = (dma_addr_t)at << PAGE_SHIFT;
	ret = iommu_map_sg(drm->domain, gem->dma_addr, gem->sgt.sgl,
			   gem->sgt.orig_nents, IOMMU_READ | IOMMU_WRITE);
	if (ret < (ssize_t)gem->size) {
		rockchip_gem_remove_node(gem);
		return ret < 0 ? ret : -ENOMEM;
	}
	return 0;
}

static void rockchip_gem_iommu_unmap(struct rockchip_gem *gem)
{
	iommu_unmap(gem->drm->domain, gem->dma_addr, gem->size);
	rockchip_gem_remove_node(gem);
}

static void rockchip_gem_put_pages(struct rockchip_gem *gem)
{
	unsigned int i;

	for (i = 0; i < gem->num_pages && gem->pages[i]; i++)
		__free_page(gem->pages[i]);
	kfree(gem->pages);
}

static int rockchip_gem_get_pages(struct rockchip_gem *gem)
{
	unsigned int i;

	gem->pages = kcalloc(gem->num_pages, sizeof(*gem->pages), GFP_KERNEL);
	if (!gem->pages)
		return -ENOMEM;
	for (i = 0; i < gem->num_pages; i++) {
		gem->pages[i] = alloc_page(GFP_KERNEL | __GFP_ZERO);
		if (!gem->pages[i])
			goto put_pages;
	}
	if (!sg_alloc_table_from_pages(&gem->sgt, gem->pages, gem->num_pages,
				       0, gem->size, GFP_KERNEL))
		return 0;

put_pages:
	rockchip_gem_put_pages(gem);
	return -ENOMEM;
}

struct rockchip_gem *rockchip_gem_create(struct rockchip_drm *drm, size_t size)
{
	struct rockchip_gem *gem = kzalloc(sizeof(*gem), GFP_KERNEL);
	int ret;

	if (!gem)
		return ERR_PTR(-ENOMEM);
	gem->drm = drm;
	gem->size = PAGE_ALIGN(size);
	gem->num_pages = gem->size >> PAGE_SHIFT;
	ret = rockchip_gem_get_pages(gem);
	if (ret)
		goto free_gem;
	ret = rockchip_gem_iommu_map(gem);
	if (ret)
		goto put_pages;
	return gem;

put_pages:
	sg_free_table(&gem->sgt);
	rockchip_gem_put_pages(gem);
free_gem:
	kfree(gem);
	return ERR_PTR(ret);
}

void rockchip_gem_free(struct rockchip_gem *gem)
{
	rockchip_gem_iommu_unmap(gem);
	sg_free_table(&gem->sgt);
	rockchip_gem_put_pages(gem);
	kfree(gem);
}

MODULE_LICENSE("GPL");
