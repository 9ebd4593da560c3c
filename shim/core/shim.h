/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_CORE_SHIM_H
#define SHIM_CORE_SHIM_H

/*
 * The shim from inside: calls.c is what drivers call, domain.c finds what we
 * know of a domain, range-set.c is the arithmetic of ranges, flush.c brings
 * ranges to the hardware.
 */

#include <linux/iommu.h>
#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#include <iommu-shim/calls.h>

/* Both ends included, so that the whole address space is a range as well. */
struct shim_range {
	unsigned long start;
	unsigned long last;
	u64 flush;		/* the flush that took it, while in flight */
};

/*
 * Up to IOMMU_SHIM_RANGES ranges.  The first @taken are being flushed by
 * somebody; the others are disjoint and do not touch.
 */
struct shim_range_set {
	unsigned int nr;
	unsigned int taken;
	struct shim_range ranges[IOMMU_SHIM_RANGES];
};

void range_set_add(struct shim_range_set *set, unsigned long start,
		   unsigned long last);
void range_set_remove(struct shim_range_set *set, unsigned long start,
		      unsigned long last);
bool range_set_overlaps(const struct shim_range_set *set, unsigned long start,
			unsigned long last);

/* What the shim keeps for a domain. */
struct shim_domain {
	struct hlist_node node;
	struct iommu_domain *domain;

	spinlock_t lock;	/* of all below; never held while flushing */
	struct shim_range_set queued;	/* by iommu_tlb_range_add */
	struct shim_range_set loose;	/* unmapped, deferred, not queued */
	u64 flushes;			/* number of the newest flush */
	/*
	 * The newest map, which the kernel has synchronised: the first queueing of
	 * just that range has nothing to flush.  Empty: start is above last.
	 */
	unsigned long mapped_start, mapped_last;
	unsigned long leaves;		/* of deferred unmaps: see native.h */

	/*
	 * Page-table pages that the IOMMU's driver wants freed after the
	 * flush, with a range around all that they translated.
	 */
	struct iommu_iotlb_gather tables;
	u64 tables_flush;		/* the newest flush with such pages */
};

/*
 * NULL when there is none.  The caller's right to use the domain keeps the
 * result alive: it goes only with the domain.
 */
struct shim_domain *shim_domain_find(struct iommu_domain *domain);
/* Makes one; NULL when there is no memory. */
struct shim_domain *shim_domain_get(struct iommu_domain *domain, gfp_t gfp);
/*
 * Makes one for a domain that has just been allocated, if there is memory; what
 * is found at its address is not of this domain.  May sleep.
 */
void shim_domain_new(struct iommu_domain *domain);
void shim_domain_remove(struct shim_domain *sd);
/* Flushes and forgets all that were not freed; nobody may be in here. */
void shim_domains_remove(void);

/* Takes over what a deferred unmap of @size bytes left to be done. */
void shim_defer(struct shim_domain *sd, unsigned long iova, size_t size,
		struct iommu_iotlb_gather *gather);
/* Takes note of a map that the kernel has synchronised, or taken back so. */
void shim_mapped(struct iommu_domain *domain, unsigned long iova, size_t size);
/* Queues a range; nothing if it is only what was just mapped. */
void shim_queue(struct shim_domain *sd, unsigned long iova, unsigned long last);
/* Flushes what is queued, or the whole domain. */
void shim_flush(struct shim_domain *sd, bool all);
/* Queues what was deferred in the range and not queued; is any of it pending? */
bool shim_claim(struct iommu_domain *domain, unsigned long iova, size_t size);
/* Flushes unless nothing in the range was deferred. */
void shim_settle(struct iommu_domain *domain, unsigned long iova, size_t size);

#endif
