/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_CORE_FQ_RING_H
#define SHIM_CORE_FQ_RING_H

/*
 * The ring beneath a flush queue: any number of producers, in any context, and
 * one consumer at a time.  Nobody waits for anybody: a producer that finds no
 * room says so, a consumer stops at the first entry that is not there yet.
 *
 * Slot i of the ring is free for position p (p % entries == i) while its
 * sequence number is p, and holds the entry of position p while it is p + 1.
 */

#include <linux/cache.h>
#include <linux/types.h>
#include <linux/atomic.h>

#include <iommu-shim/flush-queue.h>

struct fq_entry {
	unsigned long iova;
	size_t size;
	iommu_fq_release_t release;
	void *cookie;
	u32 epoch;		/* flushes that had begun when it was queued */
	u32 sequence;		/* the ring's */
};

struct fq_ring {
	/* Of the producers. */
	u32 tail ____cacheline_aligned;
	u32 limit;		/* entries that may be used: a power of two */
	u32 mask;
	struct fq_entry *entries;
	u32 drained;		/* finished flushes that the consumer has seen */

	/* Of the consumer. */
	u32 head ____cacheline_aligned;
	u32 draining;		/* is there one? */
	u64 released;

	atomic64_t overflows;	/* entries for which there was no room */
};

/* 0 or -ENOMEM; @entries is a power of two.  May sleep. */
int fq_ring_init(struct fq_ring *ring, unsigned int entries, int node);
void fq_ring_free(struct fq_ring *ring);

/*
 * Takes the position of the next entry; false: there is no room.  A full
 * barrier stands between what the caller did before and what it does after.
 */
bool fq_ring_reserve(struct fq_ring *ring, u32 *position);
/* Makes the entry at a reserved position visible. */
void fq_ring_publish(struct fq_ring *ring, u32 position,
		     const struct fq_entry *entry);

/* Become the consumer, unless somebody is; stop being it. */
bool fq_ring_begin_drain(struct fq_ring *ring);
void fq_ring_end_drain(struct fq_ring *ring);
/*
 * For the consumer: the oldest entry, if it is there and queued before one of
 * the first @finished flushes began.  Its slot is free then.
 */
bool fq_ring_take(struct fq_ring *ring, u32 finished, struct fq_entry *entry);

/* Entries that are reserved and not taken, more or less. */
unsigned int fq_ring_pending(const struct fq_ring *ring);

#endif
