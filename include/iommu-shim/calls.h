/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _IOMMU_SHIM_CALLS_H
#define _IOMMU_SHIM_CALLS_H

/*
 * What the shim exports.  Drivers use the names of their style, with the
 * arguments of their level (<iommu-shim/iommu.h>); each call is described here
 * once, under the names of styles explicit and async at level 6.3.
 *
 * Throughout: iova, paddr and size are in bytes and multiples of the smallest
 * page of the domain.  "Stale" is a translation that the page table no longer
 * holds and the IOTLB still does; it includes the cached knowledge that there
 * was none.  Calls for disjoint ranges of one domain may run on several CPUs at
 * once; freeing a domain excludes every other call for it.
 *
 * An unmap returns what the IOMMU's driver counts, and never an errno.  That is
 * size where the whole range was mapped by maps that end in it.  Unmap nothing
 * else: what comes of a hole, or of a part of a large page, is the driver's
 * choice.  iommu_unmap(), which asks it, goes on until size is reached or the
 * driver returns 0.
 *
 *   VT-d (intel_iommu_unmap()) up to Linux 6.12 at least, and not in 7.2: a hole
 *   counts; where a page table is missing, as all that it would map, 2 MiB, 1 GiB
 *   or more, even if size is a page.  On 6.1 and 6.12 that many bytes from iova
 *   really are unmapped: a mapping behind the hole has gone, too.
 *   AMD (iommu_v1_unmap_pages()) up to 6.12 at least: a hole counts where it has
 *   a page table, and ends the unmap where it has none.  5.10: as on VT-d, but
 *   nothing else goes.
 *   Generic page tables (generic_pt/iommu_pt.h), which VT-d and AMD have in 7.2:
 *   a hole ends the unmap.
 *   Arm (io-pgtable-arm.c): a hole ends it, with a warning.
 *   virtio-iommu (viommu_unmap_pages()): a request with a hole in it counts as 0,
 *   and the driver forgets mappings in it that the IOMMU goes on using.
 *   The hosted kernel: as the preset has it (<hosted/iommu.h>), VT-d and AMD as
 *   above up to 6.12, the others as Arm but without a warning; large pages are
 *   split.
 *
 * What a unit defers in styles gather and nosync is in its own gather, which
 * the shim never sees: of that, nothing below speaks.
 */

#include <linux/iommu.h>
#include <linux/scatterlist.h>
#include <linux/types.h>

/* How many separate ranges a domain queues before all of it is flushed. */
#define IOMMU_SHIM_RANGES 16

/*
 * iommu_domain_alloc, iommu_paging_domain_alloc, iommu_domain_free
 *
 * As the kernel's: the first returns NULL where it fails, the second a negative
 * errno as a pointer (-ENODEV: the device has no IOMMU).  Freeing a domain of
 * which deferred unmaps were not flushed flushes them, and says so in the log,
 * once.  May sleep.
 *
 * A domain that was not allocated through the shim can be used with it.  Its
 * queue is then allocated at its first deferred unmap, without sleeping;
 * where that fails, unmaps of this domain synchronise at once.  It is to be
 * freed through the shim, too, as these names do in every unit that has a style:
 * no kernel tells others of the end of a domain, so the queue of one that is
 * freed by the kernel's own call stays at its address until a domain is allocated
 * there through the shim, or the shim is unloaded, which counts them in the log.
 * A flush queue (<iommu-shim/flush-queue.h>) leaves nothing behind.
 */
struct iommu_domain *iommu_shim_domain_alloc(const struct bus_type *bus);
struct iommu_domain *iommu_shim_paging_domain_alloc(struct device *dev);
void iommu_shim_domain_free(struct iommu_domain *domain);

/*
 * iommu_map_sync
 *
 * 0, or a negative errno and nothing is mapped.  On return, either way,
 * nothing stale is left in the range: also not from a deferred unmap of it that
 * was not finished.  Sleeps where @gfp allows it.
 */
int iommu_shim_map_sync(struct iommu_domain *domain, unsigned long iova,
			phys_addr_t paddr, size_t size, int prot, gfp_t gfp);

/*
 * iommu_map_sg_sync
 *
 * The bytes mapped, which is all of the list, or a negative errno and nothing
 * is mapped; the IOTLB, and sleeping, as with iommu_map_sync.
 */
ssize_t iommu_shim_map_sg_sync(struct iommu_domain *domain,
			       unsigned long iova, struct scatterlist *sg,
			       unsigned int nents, int prot, gfp_t gfp);

/*
 * iommu_unmap_sync
 *
 * The bytes that count as unmapped (see above).  Nothing stale is left in the
 * whole range asked for, nor in what counts.  Any context.
 */
size_t iommu_shim_unmap_sync(struct iommu_domain *domain, unsigned long iova,
			     size_t size);

/*
 * iommu_map, iommu_map_sg (deferred), iommu_map_nosync
 *
 * As the synchronous ones, but the device may not see the mapping, or may
 * still see one unmapped before without a flush, until a finishing call for the
 * range returns.  On a kernel whose own iommu_map synchronises, which is every
 * one from 5.1 on, the mapping is visible at once; do not rely on it.
 */
int iommu_shim_map(struct iommu_domain *domain, unsigned long iova,
		   phys_addr_t paddr, size_t size, int prot, gfp_t gfp);
ssize_t iommu_shim_map_sg(struct iommu_domain *domain, unsigned long iova,
			  struct scatterlist *sg, unsigned int nents,
			  int prot, gfp_t gfp);

/*
 * iommu_unmap (deferred), iommu_unmap_fast of style fast
 *
 * The bytes that count as unmapped (see above).  The page table is changed on
 * return.  The device may use the old translation
 * until a finishing call returns: queue what was unmapped with
 * iommu_tlb_range_add, and free neither the pages nor the IOVA before
 * iommu_tlb_sync.  Any context.
 */
size_t iommu_shim_unmap(struct iommu_domain *domain, unsigned long iova,
			size_t size);

/*
 * iommu_map_async, iommu_map_sg_async, iommu_unmap_async
 *
 * As the deferred ones, and the range is queued for iommu_tlb_sync.
 */
int iommu_shim_map_async(struct iommu_domain *domain, unsigned long iova,
			 phys_addr_t paddr, size_t size, int prot, gfp_t gfp);
ssize_t iommu_shim_map_sg_async(struct iommu_domain *domain,
				unsigned long iova, struct scatterlist *sg,
				unsigned int nents, int prot, gfp_t gfp);
size_t iommu_shim_unmap_async(struct iommu_domain *domain, unsigned long iova,
			      size_t size);

/*
 * iommu_tlb_range_add
 *
 * Queues a range for iommu_tlb_sync.  Ranges that touch or overlap become one;
 * more than IOMMU_SHIM_RANGES of them become a flush of the domain.  Size 0 is
 * nothing.  A range that wraps around, or a size that is an error code, is
 * refused (-EINVAL in the log, once) and everything is flushed at once.  Any
 * context.
 */
void iommu_shim_tlb_range_add(struct iommu_domain *domain, unsigned long iova,
			      size_t size);

/*
 * iommu_tlb_sync
 *
 * Returns when nothing stale is left in any range that any CPU had queued
 * before the call; a range that another CPU is flushing at that moment
 * included.  It does not wait for that CPU but flushes the range itself, so it
 * may be called from an interrupt that hit a flush.  Any context.
 */
void iommu_shim_tlb_sync(struct iommu_domain *domain);

/*
 * iommu_sync_map
 *
 * 0, and nothing stale is left in the range.  Any context.
 */
int iommu_shim_sync_map(struct iommu_domain *domain, unsigned long iova,
			size_t size);

/*
 * iommu_flush_tlb_all
 *
 * Returns when nothing stale is left in the domain.  Any context.
 */
void iommu_shim_flush_tlb_all(struct iommu_domain *domain);

#endif
