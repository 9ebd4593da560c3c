// SPDX-License-Identifier: GPL-2.0-only
/*
 * A domain of the DMA API, from its first device to its end.
 */
#define pr_fmt(fmt) "iommu-dma: " fmt

#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/pci.h>
#include <linux/slab.h>

#include "dma.h"

bool iommu_dma_available(void)
{
	return true;
}

int iommu_get_dma_cookie(struct iommu_domain *domain)
{
	struct iommu_dma_cookie *cookie;

	if (domain->iova_cookie)
		return -EEXIST;
	cookie = kzalloc(sizeof(*cookie), GFP_KERNEL);
	if (!cookie)
		return -ENOMEM;
	cookie->domain = domain;
	mutex_init(&cookie->lock);
	domain->iova_cookie = cookie;
	return 0;
}

void iommu_put_dma_cookie(struct iommu_domain *domain)
{
	struct iommu_dma_cookie *cookie = domain->iova_cookie;

	if (!cookie)
		return;
	if (cookie->lazy)
		dma_lazy_destroy(cookie->lazy);
	if (cookie->space)
		iova_space_destroy(cookie->space);
	domain->iova_cookie = NULL;
	kfree(cookie);
}

/* With the cookie's lock held. */
static int make_lazy(struct iommu_dma_cookie *cookie)
{
	struct dma_lazy *lazy;

	/* A domain without devices becomes so with the first of them. */
	if (cookie->lazy || !cookie->space)
		return 0;
	lazy = dma_lazy_create(cookie);
	if (!lazy)
		return -ENOMEM;
	/* Pairs with the acquire of who unmaps, or needs IOVAs. */
	smp_store_release(&cookie->lazy, lazy);
	return 0;
}

int iommu_dma_init_fq(struct iommu_domain *domain)
{
	struct iommu_dma_cookie *cookie = domain->iova_cookie;
	int ret;

	if (!cookie)
		return -EINVAL;
	mutex_lock(&cookie->lock);
	ret = make_lazy(cookie);
	mutex_unlock(&cookie->lock);
	return ret;
}

void iommu_dma_get_resv_regions(struct device *dev, struct list_head *list)
{
	/* Firmware would say. */
	(void)dev, (void)list;
}

/* Whoever manages the IOVAs also places the software's own MSIs. */
static int reserve(struct iommu_dma_cookie *cookie, struct device *dev)
{
	struct iommu_resv_region *region;
	LIST_HEAD(regions);
	int ret = 0;

	iommu_get_resv_regions(dev, &regions);
	list_for_each_entry(region, &regions, list)
		if (!ret && region->length &&
		    region->type != IOMMU_RESV_SW_MSI)
			ret = iova_space_reserve(cookie->space, region->start,
						 region->start +
						 region->length - 1);
	iommu_put_resv_regions(dev, &regions);
	return ret;
}

static int init_space(struct iommu_dma_cookie *cookie, struct device *dev,
		      u64 base, u64 limit)
{
	struct iommu_domain *domain = cookie->domain;
	unsigned long granule = BIT(__ffs(domain->pgsize_bitmap));
	struct iova_space *space;

	if (domain->geometry.force_aperture) {
		base = max(base, (u64)domain->geometry.aperture_start);
		limit = min(limit, (u64)domain->geometry.aperture_end);
	}
	if (base > limit) {
		pr_warn("%s: its addresses are not those of its IOMMU\n",
			dev_name(dev));
		return -EFAULT;
	}
	/* An IOVA is an unsigned long for the IOMMU. */
	space = iova_space_create(granule, base, min(limit, (u64)ULONG_MAX));
	if (IS_ERR(space))
		return PTR_ERR(space);
	cookie->space = space;
	cookie->mask = granule - 1;
	cookie->shadow_on_flush = dev->iommu->shadow_on_flush;
	return 0;
}

static int init_domain(struct iommu_dma_cookie *cookie, struct device *dev,
		       u64 base, u64 limit)
{
	struct iommu_domain *domain = cookie->domain;
	int ret = 0;

	mutex_lock(&cookie->lock);
	if (!cookie->space) {
		ret = init_space(cookie, dev, base, limit);
		/* Without a queue it is strict. */
		if (!ret && domain->type == IOMMU_DOMAIN_DMA_FQ &&
		    make_lazy(cookie))
			domain->type = IOMMU_DOMAIN_DMA;
	}
	if (!ret)
		ret = reserve(cookie, dev);
	mutex_unlock(&cookie->lock);
	return ret;
}

static unsigned long get_merge_boundary(struct device *dev)
{
	return dma_cookie(dev)->mask;
}

static const struct dma_map_ops dma_ops = {
	.alloc = dma_op_alloc,
	.free = dma_op_free,
	.alloc_pages = dma_common_alloc_pages,
	.free_pages = dma_common_free_pages,
	.mmap = dma_op_mmap,
	.get_sgtable = dma_op_get_sgtable,
	.map_page = dma_op_map_page,
	.unmap_page = dma_op_unmap_page,
	.map_sg = dma_op_map_sg,
	.unmap_sg = dma_op_unmap_sg,
	.map_resource = dma_op_map_resource,
	.unmap_resource = dma_op_unmap_page,
	.get_merge_boundary = get_merge_boundary,
};

void iommu_setup_dma_ops(struct device *dev, u64 dma_base, u64 dma_limit)
{
	struct iommu_domain *domain = iommu_get_domain_for_dev(dev);

	if (!domain || !iommu_is_dma_domain(domain))
		return;
	if (init_domain(domain->iova_cookie, dev, dma_base, dma_limit))
		pr_warn("%s is not translated by its IOMMU: it has no DMA\n",
			dev_name(dev));
	else
		set_dma_ops(dev, &dma_ops);
}
