/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _HOSTED_SANITIZER_H
#define _HOSTED_SANITIZER_H

/*
 * The IOTLB sanitizer: a missing or late invalidation is a report with the
 * stacks of both ends, whether or not a device happened to hit the window.
 *
 * It keeps, for each domain of a software IOMMU, which ranges are mapped and
 * which are stale: removed from the page table while a device was attached, and
 * not covered since by an invalidation command.  A report is a statement about
 * these two sets and one event, and the sets err to one side only:
 *
 *  - a range becomes stale after the driver of the IOMMU has cleared its
 *    entries, and by nothing else;
 *  - it stops being so when a command that covers it and that began after the
 *    unmap has completed, in every cache that there is.  A caller can know that
 *    its unmap was flushed only by issuing such a command after the unmap has
 *    returned, or by waiting for one; the sanitizer has seen it by then;
 *  - it is never stale while no device was attached to the domain;
 *  - a translation that has been mapped again exactly as it was is not stale,
 *    for what is cached is right;
 *  - an event that races with the change of an entry finds neither set and is
 *    not reported.
 *
 * So there may be a report too few, in a race, and none too many: what it says
 * happened did happen.  It does not depend on what the IOTLB really held.
 *
 *   kind                 the event
 *   stale-use            DMA was translated by a stale range: the device used an
 *                        address after it was unmapped
 *   page-freed           the last reference of a page went while a stale range
 *                        leads to it
 *   iova-reused          another translation was mapped where a range is stale
 *   unsynced-use         DMA to a mapping that was not synchronised, where the
 *                        IOMMU may cache that there was none
 *   domain-freed         a domain was freed, and ranges of it were flushed by
 *                        nobody but the detaching of its devices
 *   map-over-mapping     a map call for what is mapped
 *   unmap-of-nothing     an unmap call that found nothing at its first byte
 *
 * In the environment:
 *
 *   IOMMU_SAN=report     the default: reports go to the log and stderr
 *   IOMMU_SAN=abort      the first report ends the program by abort()
 *   IOMMU_SAN=off        nothing is kept, nothing is reported
 *   IOMMU_SAN_SUPPRESS=LIST
 *                        no report in whose stacks one of these functions
 *                        stands; separated by commas, each SYMBOL or
 *                        KIND:SYMBOL, SYMBOL may end in *
 *
 * Every event counts; of those that agree in kind and stacks the first is
 * printed.
 */

#include <linux/types.h>

enum hosted_san_kind {
	HOSTED_SAN_STALE_USE,
	HOSTED_SAN_PAGE_FREED,
	HOSTED_SAN_IOVA_REUSED,
	HOSTED_SAN_UNSYNCED_USE,
	HOSTED_SAN_DOMAIN_FREED,
	HOSTED_SAN_MAP_OVER,
	HOSTED_SAN_UNMAP_NOTHING,
	HOSTED_SAN_KINDS,
};

enum hosted_san_mode {
	HOSTED_SAN_OFF,
	HOSTED_SAN_REPORT,
	HOSTED_SAN_ABORT,
};

/*
 * Takes the place of what the environment says.  All that was known is
 * forgotten: mappings made before are not watched, nor may be calls under way.
 */
void hosted_san_set_mode(enum hosted_san_mode mode);

/* Replaces the suppressions; NULL for none.  The text must stay. */
void hosted_san_suppress(const char *list);

/* Events of a kind since hosted_san_set_mode(), suppressed ones left out. */
unsigned int hosted_san_count(enum hosted_san_kind kind);
/* Of all kinds. */
unsigned int hosted_san_total(void);

#endif
