/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_CORE_FQ_RING_H
#define SHIM_CORE_FQ_RING_H

/*
 * The ring beneath a flush queue: any number of producers, in any context, and
 * one consumer at a time.  Nobody waits for anybody: a producer that finds no
 * room says so, a consumer stops at the first entry that is not there yet.
 *
 * A position is reserved by moving the tail past it, and filled after that; the
 * entry of position p is there once its slot says so, with the low bits of
 * p + 1.  It is gone when the head has moved past it.  Positions count on for
 * ever and may wrap.
 */

#include <linux/atomic.h>
#include <linux/cache.h>
#include <linux/compiler.h>
#include <linux/types.h>

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
	unsigned long tail ____cacheline_aligned;
	unsigned long room;	/* positions before it are free */
	struct fq_entry *entries;
	unsigned long mask;
	u32 drained;		/* finished flushes that the consumer has seen */
	/* Where CPUs share it, how often the next entry is another's. */
	u32 last_cpu;
	u32 switches;
	unsigned long surveyed_tail;	/* of the survey */

	/* Of the consumer. */
	unsigned long head ____cacheline_aligned;
	u32 draining;		/* the CPU of the one there is, plus 1; or 0 */
	u64 released;

	atomic64_t overflows;	/* entries for which there was no room */
};

/* 0 or -ENOMEM; @entries is a power of two.  May sleep. */
int fq_ring_init(struct fq_ring *ring, unsigned int entries, int node);
void fq_ring_free(struct fq_ring *ring);

/* Entries that are reserved and not taken, more or less. */
static inline unsigned long fq_ring_pending(const struct fq_ring *ring)
{
	return READ_ONCE(ring->tail) - READ_ONCE(ring->head);
}

/*
 * Says that @limit entries of the ring may be used.  What producers know of the
 * head is old: they look at it only when they run out of room.
 */
static inline void fq_ring_set_room(struct fq_ring *ring, unsigned long limit)
{
	/*
	 * Pairs with the release in fq_ring_set_head(): what the consumer read of a
	 * slot comes before what its next owner writes.
	 */
	unsigned long head = smp_load_acquire(&ring->head);

	/* Pairs with the acquire in fq_ring_reserve(), of any producer. */
	smp_store_release(&ring->room, head + limit);
}

/*
 * Takes the position of the next entry; false: there is no room.  A full
 * barrier stands between what the caller did before and what it does after.
 */
static __always_inline bool fq_ring_reserve(struct fq_ring *ring,
					    unsigned long *position)
{
	unsigned long tail = READ_ONCE(ring->tail), seen;

	for (;;) {
		/*
		 * Pairs with the release in fq_ring_set_room().  Whoever was
		 * slow may set it back: then there is less than there could be.
		 */
		if ((long)(smp_load_acquire(&ring->room) - tail) <= 0)
			return false;
		/*
		 * Fully ordered: this is also the barrier between the unmap
		 * that comes before it and the number of flushes that is read
		 * after it (see iommu_fq_queue()).
		 */
		seen = cmpxchg(&ring->tail, tail, tail + 1);
		if (seen == tail)
			break;
		tail = seen;
	}
	*position = tail;
	return true;
}

static inline struct fq_entry *fq_ring_slot(const struct fq_ring *ring,
					    unsigned long position)
{
	return &ring->entries[position & ring->mask];
}

/* Makes the entry that was written to a reserved slot visible. */
static inline void fq_ring_publish(struct fq_entry *slot,
				   unsigned long position)
{
	/* Pairs with the acquire in fq_ring_first(): the entry is whole. */
	smp_store_release(&slot->sequence, (u32)(position + 1));
}

/* Become the consumer, unless somebody is; stop being it. */
static inline bool fq_ring_begin_drain(struct fq_ring *ring, u32 cpu)
{
	/*
	 * Fully ordered when it succeeds.  Pairs with the release in
	 * fq_ring_end_drain(): the head is where the last consumer left it.
	 */
	return !READ_ONCE(ring->draining) &&
	       !cmpxchg(&ring->draining, 0, cpu + 1);
}

static inline void fq_ring_end_drain(struct fq_ring *ring)
{
	/* Pairs with the barrier in fq_ring_begin_drain(). */
	smp_store_release(&ring->draining, 0);
}

/*
 * For the consumer: the entry at its head, if it is there and was queued before
 * one of the first @finished flushes began.
 */
static inline const struct fq_entry *
fq_ring_first(const struct fq_ring *ring, unsigned long head, u32 finished)
{
	struct fq_entry *slot = fq_ring_slot(ring, head);

	/* Pairs with the release in fq_ring_publish(). */
	if (smp_load_acquire(&slot->sequence) != (u32)(head + 1))
		return NULL;
	return (s32)(finished - slot->epoch) > 0 ? slot : NULL;
}

/* For the consumer: what was before @head has been read; the slots are free. */
static inline void fq_ring_set_head(struct fq_ring *ring, unsigned long head)
{
	/* Pairs with the acquire in fq_ring_set_room(). */
	smp_store_release(&ring->head, head);
}

#endif
