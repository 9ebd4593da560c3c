/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _IOMMU_SHIM_FLUSH_QUEUE_H
#define _IOMMU_SHIM_FLUSH_QUEUE_H

/*
 * Flush queues: deferred invalidation with deferred release.
 *
 * A driver that unmaps a buffer must not give back its pages or its IOVA before
 * the IOTLB has been invalidated.  Instead of waiting for that each time, it
 * hands both to a flush queue, which invalidates the whole domain now and then
 * and releases what was queued before.  Until then the device may still reach
 * the pages: for how long at most is an option.
 *
 * The guarantee: an entry's release function is called once, after an
 * invalidation of the domain has ended that began after iommu_fq_queue() was
 * called for it, and never under a lock of the queue.
 */

#include <linux/iommu.h>
#include <linux/types.h>

struct iommu_fq;

/*
 * Releases what stood behind [iova, iova + size): called by whoever finds it
 * flushed, which may be another CPU, in any context that iommu_fq_queue(),
 * iommu_fq_flush() and timers are called in.  It must not sleep.  It may queue
 * again.
 */
typedef void (*iommu_fq_release_t)(struct iommu_domain *domain,
				   unsigned long iova, size_t size,
				   void *cookie);

enum iommu_fq_mode {
	IOMMU_FQ_PERCPU,	/* a queue for each CPU: flushes that are cheap */
	IOMMU_FQ_SINGLE,	/* one for all: flushes that update a shadow table */
	IOMMU_FQ_AUTO,		/* moves between these, and sizes, by measuring */
};

struct iommu_fq_options {
	enum iommu_fq_mode mode;
	/*
	 * Of a queue: a power of two, 64 to 65536.  Auto has one of so many for
	 * all CPUs, and as many again, at least 64 each, that the CPUs share out.
	 */
	unsigned int entries;
	unsigned int timeout_us;	/* after which queued entries are flushed */
	/*
	 * The longest that a page may stay reachable, from iommu_fq_queue() to
	 * the end of the flush; 0: no other bound than the timeout.  The flush
	 * is begun early enough by what flushes have taken so far, with a tenth
	 * of the bound to spare, as far as timers are on time; below three
	 * ticks nothing is queued, and every call flushes.
	 */
	unsigned int max_stale_us;
};

/*
 * Linux's own choices: 256 entries and 10 ms for each CPU, or, for a domain that
 * is @shadow_on_flush, a single queue of 32768 entries and 1 s.
 */
void iommu_fq_default_options(struct iommu_fq_options *options,
			      bool shadow_on_flush);

/*
 * A queue for @domain; a negative errno as a pointer: -EINVAL for options out of
 * range, -ENOMEM.  NULL as options is Linux's choice without shadow_on_flush.
 * May sleep.
 */
struct iommu_fq *iommu_fq_create(struct iommu_domain *domain,
				 const struct iommu_fq_options *options);

/*
 * Flushes, releases everything, and frees the queue.  Nobody may call anything
 * else for it meanwhile; release functions that queue again are waited for.
 * May sleep.
 */
void iommu_fq_destroy(struct iommu_fq *fq);

/*
 * Takes over [iova, iova + size), which has been unmapped without a flush.
 * Never fails and never allocates.  A full queue flushes at once, or waits for a
 * flush under way that is as good; where not even that makes room, this entry is
 * released on return.  Any context.
 */
void iommu_fq_queue(struct iommu_fq *fq, unsigned long iova, size_t size,
		    iommu_fq_release_t release, void *cookie);

/*
 * Unmaps and queues what was unmapped; page tables that became empty are freed
 * by the flush, too.  Returns the bytes that count as unmapped, which are what
 * is queued, as iommu_unmap does (<iommu-shim/calls.h>: holes may count); 0:
 * nothing was queued, @release is not called.  Any context.
 */
size_t iommu_fq_unmap(struct iommu_fq *fq, unsigned long iova, size_t size,
		      iommu_fq_release_t release, void *cookie);

/*
 * Returns when everything queued before the call has been flushed, and what no
 * other CPU is about to release has been released.  Any context.
 */
void iommu_fq_flush(struct iommu_fq *fq);

/* Since its creation; each is right by itself, not together with others. */
struct iommu_fq_counters {
	u64 queued;
	u64 released;
	u64 flushes;
	u64 full;		/* flushes because a queue was full */
	u64 timeouts;		/* flushes because the time was up */
	u64 overflows;		/* entries released without having been queued */
	u64 flush_ns;		/* what a flush takes, of late */
	unsigned int pending;	/* entries that are not released */
	unsigned int entries;	/* after which a queue is flushed: auto's choice */
	unsigned int queues;	/* ... and how many of them are in use */
};

void iommu_fq_counters(struct iommu_fq *fq, struct iommu_fq_counters *counters);

#endif
