/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_CORE_NATIVE_H
#define SHIM_CORE_NATIVE_H

/*
 * The kernel's own calls, under one signature.  What this kernel has is
 * answered by probes, as IOMMU_SHIM_HAVE_*: each question has a file in
 * shim/kernel/probes.  Where nobody probed, the hosted kernel, it is as Linux
 * 5.15 to 6.2.
 */

#include <linux/bitops.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/scatterlist.h>
#include <linux/timer.h>

#ifndef IOMMU_SHIM_HAVE_ANSWERS
#define IOMMU_SHIM_HAVE_DOMAIN_ALLOC 1
#define IOMMU_SHIM_HAVE_GATHER_FREELIST_LIST 1
#define IOMMU_SHIM_HAVE_GATHER_QUEUED 1
#define IOMMU_SHIM_EXPORTS_iommu_map_sg_atomic 1
#endif

static inline int native_map(struct iommu_domain *domain, unsigned long iova,
			     phys_addr_t paddr, size_t size, int prot,
			     gfp_t gfp)
{
#ifdef IOMMU_SHIM_HAVE_MAP_GFP
	return iommu_map(domain, iova, paddr, size, prot, gfp);
#else
	return gfpflags_allow_blocking(gfp) ?
	       iommu_map(domain, iova, paddr, size, prot) :
	       iommu_map_atomic(domain, iova, paddr, size, prot);
#endif
}

#ifndef IOMMU_SHIM_HAVE_MAP_SG_GFP
static inline ssize_t native_map_sg_atomic(struct iommu_domain *domain,
					   unsigned long iova,
					   struct scatterlist *sgl,
					   unsigned int nents, int prot)
{
#ifdef IOMMU_SHIM_EXPORTS_iommu_map_sg_atomic
	return iommu_map_sg_atomic(domain, iova, sgl, nents, prot);
#else
	struct scatterlist *sg;
	size_t mapped = 0;
	unsigned int i;

	for_each_sg(sgl, sg, nents, i) {
		int ret = iommu_map_atomic(domain, iova + mapped, sg_phys(sg),
					   sg->length, prot);

		if (ret) {
			iommu_unmap(domain, iova, mapped);
			return ret;
		}
		mapped += sg->length;
	}
	return mapped;
#endif
}
#endif

/* The bytes mapped, or a negative errno. */
static inline ssize_t native_map_sg(struct iommu_domain *domain,
				    unsigned long iova,
				    struct scatterlist *sg,
				    unsigned int nents, int prot, gfp_t gfp)
{
#ifdef IOMMU_SHIM_HAVE_MAP_SG_GFP
	return iommu_map_sg(domain, iova, sg, nents, prot, gfp);
#else
	ssize_t mapped = gfpflags_allow_blocking(gfp) ?
			 iommu_map_sg(domain, iova, sg, nents, prot) :
			 native_map_sg_atomic(domain, iova, sg, nents, prot);

#ifdef IOMMU_SHIM_HAVE_MAP_SG_UNSIGNED
	/* It does not say why. */
	return mapped || !nents ? mapped : -EINVAL;
#else
	return mapped;
#endif
#endif
}

#ifndef IOMMU_SHIM_HAVE_DOMAIN_ALLOC
static inline int native_alloc_for(struct device *dev, void *data)
{
	struct iommu_domain **domain = data;

	if (!device_iommu_mapped(dev))
		return 0;
	*domain = iommu_paging_domain_alloc(dev);
	return 1;
}
#endif

/*
 * NULL where it fails.  A kernel that allocates for devices only gets the first
 * one of the bus that has an IOMMU.
 */
static inline struct iommu_domain *
native_domain_alloc(const struct bus_type *bus)
{
#ifdef IOMMU_SHIM_HAVE_DOMAIN_ALLOC
	return iommu_domain_alloc((struct bus_type *)bus);
#else
	struct iommu_domain *domain = NULL;

	bus_for_each_dev(bus, NULL, &domain, native_alloc_for);
	return IS_ERR(domain) ? NULL : domain;
#endif
}

static inline struct iommu_domain *native_paging_domain_alloc(struct device *dev)
{
#ifdef IOMMU_SHIM_HAVE_PAGING_DOMAIN_ALLOC
	return iommu_paging_domain_alloc(dev);
#else
	struct iommu_domain *domain;

	if (!dev->bus || !iommu_present(dev->bus))
		return ERR_PTR(-ENODEV);
	domain = iommu_domain_alloc(dev->bus);
	return domain ? domain : ERR_PTR(-ENOMEM);
#endif
}

/*
 * A gather beyond its range.
 *
 * Its freelist holds page tables that are to be freed after the flush; on a
 * kernel whose drivers free them within the unmap there is none.
 */
#ifdef IOMMU_SHIM_HAVE_GATHER_FREELIST_NONE
static inline bool native_gather_has_tables(struct iommu_iotlb_gather *gather)
{
	return false;
}

static inline void native_gather_move_tables(struct iommu_domain *domain,
					     struct iommu_iotlb_gather *to,
					     struct iommu_iotlb_gather *from)
{
}
#else

static inline struct list_head *
native_gather_tables(struct iommu_iotlb_gather *gather)
{
#ifdef IOMMU_SHIM_HAVE_GATHER_FREELIST_PAGES
	return &gather->freelist.pages;
#else
	return &gather->freelist;
#endif
}

static inline bool native_gather_has_tables(struct iommu_iotlb_gather *gather)
{
	return !list_empty(native_gather_tables(gather));
}

static inline void native_gather_move_tables(struct iommu_domain *domain,
					     struct iommu_iotlb_gather *to,
					     struct iommu_iotlb_gather *from)
{
#ifdef IOMMU_SHIM_HAVE_GATHER_LEVELS
	if (domain->is_iommupt) {
		to->pt.leaf_levels_bitmap |= from->pt.leaf_levels_bitmap;
		to->pt.table_levels_bitmap |= from->pt.table_levels_bitmap;
	}
#endif
	list_splice_init(native_gather_tables(from), native_gather_tables(to));
}
#endif

static inline void native_gather_set_queued(struct iommu_iotlb_gather *gather)
{
#ifdef IOMMU_SHIM_HAVE_GATHER_QUEUED
	gather->queued = true;
#endif
}

/*
 * What an IOMMU's driver wants to know of the leaves beside their range is, in
 * one word: the sizes of pages, of which a gather holds one (SMMUv3 makes it a
 * hint), or the levels of generic page tables, of which it holds all.
 */
static inline bool native_has_levels(struct iommu_domain *domain)
{
#ifdef IOMMU_SHIM_HAVE_GATHER_LEVELS
	return domain->is_iommupt;
#else
	return false;
#endif
}

static inline size_t native_least_page(struct iommu_domain *domain)
{
	return BIT(__ffs(domain->pgsize_bitmap));
}

#define NATIVE_ANY_LEVEL BIT(8)	/* above the levels: a range is all it wants */

static inline unsigned long
native_gather_leaves(struct iommu_domain *domain,
		     struct iommu_iotlb_gather *gather)
{
#ifdef IOMMU_SHIM_HAVE_GATHER_LEVELS
	if (native_has_levels(domain))
		return gather->pt.leaf_levels_bitmap |
		       (gather->end ? NATIVE_ANY_LEVEL : 0);
#endif
	/* One that gathers without a size does not care. */
	if (!gather->pgsize && gather->end)
		return native_least_page(domain);
	return gather->pgsize;
}

/*
 * Makes @gather one for the range, with as many of @leaves as go into it;
 * returns those that are left for another.
 */
static inline unsigned long
native_gather_set(struct iommu_domain *domain,
		  struct iommu_iotlb_gather *gather, unsigned long start,
		  unsigned long last, unsigned long leaves)
{
	size_t page = native_least_page(domain);

	iommu_iotlb_gather_init(gather);
#ifdef IOMMU_SHIM_HAVE_GATHER_LEVELS
	if (native_has_levels(domain))
		gather->pt.leaf_levels_bitmap = leaves;
	else
#endif
	{
		page = BIT(__ffs(leaves));
		gather->pgsize = page;
	}
	gather->start = ALIGN_DOWN(start, page);
	gather->end = last | (page - 1);
	return native_has_levels(domain) ? 0 : leaves & ~page;
}

/*
 * All of the domain.  A driver that has no such call, and does not flush within
 * the unmap either, as virtio-iommu of Linux 6.1, is told of all as a range.
 */
static inline void native_flush_iotlb_all(struct iommu_domain *domain)
{
	unsigned long leaves = domain->pgsize_bitmap;

	if (domain->ops->flush_iotlb_all || !domain->ops->iotlb_sync) {
		iommu_flush_iotlb_all(domain);
		return;
	}
	while (leaves) {
		struct iommu_iotlb_gather gather;

		leaves = native_gather_set(domain, &gather,
					   domain->geometry.aperture_start,
					   domain->geometry.aperture_end,
					   leaves);
		iommu_iotlb_sync(domain, &gather);
	}
}

/* Adds to @to the page tables of @from, with the range that they were for. */
static inline void native_gather_add_tables(struct iommu_domain *domain,
					    struct iommu_iotlb_gather *to,
					    struct iommu_iotlb_gather *from)
{
	to->start = min(to->start, from->start);
	to->end = max(to->end, from->end);
	if (!native_has_levels(domain))
		to->pgsize = native_least_page(domain);
	native_gather_move_tables(domain, to, from);
}

/* The list's head is in the gather: it cannot be assigned. */
static inline void native_gather_move(struct iommu_domain *domain,
				      struct iommu_iotlb_gather *to,
				      struct iommu_iotlb_gather *from)
{
	iommu_iotlb_gather_init(to);
	to->start = from->start;
	to->end = from->end;
	to->pgsize = from->pgsize;
	native_gather_move_tables(domain, to, from);
	iommu_iotlb_gather_init(from);
}

/*
 * After all of the domain was flushed.  Nobody refers to the pages now, and the
 * one way to have them freed is a gather; it has to have a range.
 */
static inline void native_gather_free_tables(struct iommu_domain *domain,
					     struct iommu_iotlb_gather *gather)
{
	if (!native_gather_has_tables(gather))
		return;
	gather->end = gather->start + native_least_page(domain) - 1;
	iommu_iotlb_sync(domain, gather);
}

static inline void native_timer_delete_sync(struct timer_list *timer)
{
#ifdef IOMMU_SHIM_HAVE_TIMER_DELETE_SYNC
	timer_delete_sync(timer);
#else
	del_timer_sync(timer);
#endif
}

#endif
