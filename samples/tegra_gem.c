// SPDX-License-Identifier: GPL-2.0-only
/*
 * Buffers of a display, after the pattern of tegra's gem.c: the lock of the
 * address space is held over the search for room and the one map call, and over
 * the one unmap call and the release of the room.
 */
#include <linux/bitmap.h>
#include <linux/err.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>

#include "tegra_gem.h"

#define MM_START 0x80000000UL
#define MM_PAGES 2048

struct tegra_gem {
	struct device *dev;
	struct iommu_domain *domain;
	struct mutex mm_lock;		/* of mm, and of mapping in it */
	DECLARE_BITMAP(mm, MM_PAGES);
};

struct tegra_gem *tegra_gem_new(struct device *dev)
{
	struct tegra_gem *gem = kzalloc(sizeof(*gem), GFP_KERNEL);

	if (!gem)
		return ERR_PTR(-ENOMEM);
	gem->dev = dev;
	mutex_init(&gem->mm_lock);
	gem->domain = iommu_domain_alloc(dev->bus);
	if (gem->domain && !iommu_attach_device(gem->domain, dev))
		return gem;

	if (gem->domain)
		iommu_domain_free(gem->domain);
	kfree(gem);
	return ERR_PTR(-ENODEV);
}

void tegra_gem_del(struct tegra_gem *gem)
{
	iommu_detach_device(gem->domain, gem->dev);
	iommu_domain_free(gem->domain);
	kfree(gem);
}

static int tegra_bo_iommu_map(struct tegra_bo *bo)
{
	struct tegra_gem *gem = bo->gem;
	unsigned int npages = bo->size >> PAGE_SHIFT;
	unsigned long at;
	int err = 0;

	mutex_lock(&gem->mm_lock);
	at = bitmap_find_next_zero_area(gem->mm, MM_PAGES, 0, npages, 0);
	if (at >= MM_PAGES) {
		err = -ENOSPC;
		goto unlock;
	}
	bo->iova = MM_START + (at << PAGE_SHIFT);
	if (iommu_map_sg(gem->domain, bo->iova, bo->sgt->sgl,
			 bo->sgt->orig_nents, IOMMU_READ | IOMMU_WRITE) !=
	    (ssize_t)bo->size) {
		dev_err(gem->dev, "failed to map buffer\n");
		err = -ENOMEM;
		goto unlock;
	}
	bitmap_set(gem->mm, at, npages);

unlock:
	mutex_unlock(&gem->mm_lock);
	return err;
}

static void tegra_bo_iommu_unmap(struct tegra_bo *bo)
{
	struct tegra_gem *gem = bo->gem;

	mutex_lock(&gem->mm_lock);
	iommu_unmap(gem->domain, bo->iova, bo->size);
	bitmap_clear(gem->mm, (bo->iova - MM_START) >> PAGE_SHIFT,
		     bo->size >> PAGE_SHIFT);
	mutex_unlock(&gem->mm_lock);
}

struct tegra_bo *tegra_bo_import(struct tegra_gem *gem, struct sg_table *sgt)
{
	struct tegra_bo *bo = kzalloc(sizeof(*bo), GFP_KERNEL);
	struct scatterlist *sg;
	unsigned int i;
	int err;

	if (!bo)
		return ERR_PTR(-ENOMEM);
	bo->gem = gem;
	bo->sgt = sgt;
	for_each_sgtable_sg(sgt, sg, i)
		bo->size += sg->length;
	err = tegra_bo_iommu_map(bo);
	if (err) {
		kfree(bo);
		return ERR_PTR(err);
	}
	return bo;
}

void tegra_bo_free(struct tegra_bo *bo)
{
	tegra_bo_iommu_unmap(bo);
	kfree(bo);
}

MODULE_LICENSE("GPL");
