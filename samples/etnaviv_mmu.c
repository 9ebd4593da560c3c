// SPDX-License-Identifier: GPL-2.0-only
/*
 * The MMU of a Vivante GPU, after the pattern of etnaviv_mmu: an object is
 * mapped entry by entry of its list, a failure unwinds the entries before, and
 * it is unmapped in the same loop; its pages are released later, by the caller.
 */
#include <linux/bitmap.h>
#include <linux/err.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>

#include "etnaviv_mmu.h"

#define GPU_MEM_START SZ_2M
#define GPU_MEM_PAGES 4096

struct etnaviv_iommu {
	struct device *dev;
	struct iommu_domain *domain;
	struct mutex lock;		/* of mm */
	DECLARE_BITMAP(mm, GPU_MEM_PAGES);
};

struct etnaviv_iommu *etnaviv_iommu_new(struct device *dev)
{
	struct etnaviv_iommu *mmu = kzalloc(sizeof(*mmu), GFP_KERNEL);

	if (!mmu)
		return ERR_PTR(-ENOMEM);
	mmu->dev = dev;
	mutex_init(&mmu->lock);
	mmu->domain = iommu_domain_alloc(dev->bus);
	if (mmu->domain && !iommu_attach_device(mmu->domain, dev))
		return mmu;

	if (mmu->domain)
		iommu_domain_free(mmu->domain);
	kfree(mmu);
	return ERR_PTR(-ENODEV);
}

void etnaviv_iommu_free(struct etnaviv_iommu *mmu)
{
	WARN_ON(!bitmap_empty(mmu->mm, GPU_MEM_PAGES));
	iommu_detach_device(mmu->domain, mmu->dev);
	iommu_domain_free(mmu->domain);
	kfree(mmu);
}

static size_t sgt_size(struct sg_table *sgt)
{
	struct scatterlist *sg;
	size_t size = 0;
	unsigned int i;

	for_each_sgtable_sg(sgt, sg, i)
		size += sg->length;
	return size;
}

static int etnaviv_iommu_map(struct etnaviv_iommu *mmu, unsigned long iova,
			     struct sg_table *sgt, int prot)
{
	unsigned long da = iova;
	struct scatterlist *sg;
	unsigned int i, j;
	int ret;

	for_each_sg(sgt->sgl, sg, sgt->orig_nents, i) {
		ret = iommu_map(mmu->domain, da, sg_phys(sg), sg->length, prot);
		if (ret)
			goto fail;
		da += sg->length;
	}
	return 0;

fail:
	da = iova;
	for_each_sg(sgt->sgl, sg, i, j) {
		iommu_unmap(mmu->domain, da, sg->length);
		da += sg->length;
	}
	return ret;
}

static void etnaviv_iommu_unmap(struct etnaviv_iommu *mmu, unsigned long iova,
				struct sg_table *sgt)
{
	struct iommu_domain *domain = mmu->domain;
	unsigned long da = iova;
	struct scatterlist *sg;
	unsigned int i;

	for_each_sg(sgt->sgl, sg, sgt->orig_nents, i) {
		iommu_unmap(domain, da, sg->length);
		da += sg->length;
	}
}

static void etnaviv_put_node(struct etnaviv_iommu *mmu, unsigned long iova,
			     size_t size)
{
	mutex_lock(&mmu->lock);
	bitmap_clear(mmu->mm, (iova - GPU_MEM_START) >> PAGE_SHIFT,
		     size >> PAGE_SHIFT);
	mutex_unlock(&mmu->lock);
}

long etnaviv_iommu_map_gem(struct etnaviv_iommu *mmu, struct sg_table *sgt)
{
	unsigned long npages = sgt_size(sgt) >> PAGE_SHIFT, at, iova;
	int ret;

	mutex_lock(&mmu->lock);
	at = bitmap_find_next_zero_area(mmu->mm, GPU_MEM_PAGES, 0, npages, 0);
	if (at < GPU_MEM_PAGES)
		bitmap_set(mmu->mm, at, npages);
	mutex_unlock(&mmu->lock);
	if (at >= GPU_MEM_PAGES)
		return -ENOSPC;

	iova = GPU_MEM_START + (at << PAGE_SHIFT);
	ret = etnaviv_iommu_map(mmu, iova, sgt, IOMMU_READ | IOMMU_WRITE);
	if (ret) {
		etnaviv_put_node(mmu, iova, npages << PAGE_SHIFT);
		return ret;
	}
	return iova;
}

void etnaviv_iommu_unmap_gem(struct etnaviv_iommu *mmu, unsigned long iova,
			     struct sg_table *sgt)
{
	etnaviv_iommu_unmap(mmu, iova, sgt);
	etnaviv_put_node(mmu, iova, sgt_size(sgt));
}

MODULE_LICENSE("GPL");
