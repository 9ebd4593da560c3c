// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ring beneath a flush queue.
 */
#include <linux/atomic.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "fq-ring.h"

int fq_ring_init(struct fq_ring *ring, unsigned int entries, int node)
{
	unsigned int i;

	ring->entries = kvmalloc_node(array_size(entries,
						 sizeof(*ring->entries)),
				      GFP_KERNEL, node);
	if (!ring->entries)
		return -ENOMEM;
	ring->limit = entries;
	ring->mask = entries - 1;
	for (i = 0; i < entries; i++)
		ring->entries[i].sequence = i;
	return 0;
}

void fq_ring_free(struct fq_ring *ring)
{
	kvfree(ring->entries);
}

bool fq_ring_reserve(struct fq_ring *ring, u32 *position)
{
	u32 tail = READ_ONCE(ring->tail), seen;

	for (;;) {
		struct fq_entry *slot = &ring->entries[tail & ring->mask];
		/*
		 * Pairs with the release in fq_ring_take(): what the consumer
		 * read of the slot, it read before we write.
		 */
		u32 sequence = smp_load_acquire(&slot->sequence);

		/* Less is used of the ring than there is: auto has chosen so. */
		if (tail - READ_ONCE(ring->head) >= READ_ONCE(ring->limit))
			return false;
		if ((s32)(sequence - tail) < 0)
			return false;
		if (sequence == tail) {
			/*
			 * Fully ordered: this is also the barrier between the
			 * unmap that comes before it and the number of flushes
			 * that is read after it (see iommu_fq_queue()).
			 */
			seen = cmpxchg(&ring->tail, tail, tail + 1);
			if (seen == tail) {
				*position = tail;
				return true;
			}
			tail = seen;
		} else {
			tail = READ_ONCE(ring->tail);
		}
	}
}

void fq_ring_publish(struct fq_ring *ring, u32 position,
		     const struct fq_entry *entry)
{
	struct fq_entry *slot = &ring->entries[position & ring->mask];

	slot->iova = entry->iova;
	slot->size = entry->size;
	slot->release = entry->release;
	slot->cookie = entry->cookie;
	slot->epoch = entry->epoch;
	/* Pairs with the acquire in fq_ring_take(): the entry is whole. */
	smp_store_release(&slot->sequence, position + 1);
}

bool fq_ring_begin_drain(struct fq_ring *ring)
{
	/*
	 * Fully ordered when it succeeds.  Pairs with the release in
	 * fq_ring_end_drain(): the head is where the last consumer left it.
	 */
	return !READ_ONCE(ring->draining) && !cmpxchg(&ring->draining, 0, 1);
}

void fq_ring_end_drain(struct fq_ring *ring)
{
	/* Pairs with the barrier in fq_ring_begin_drain(). */
	smp_store_release(&ring->draining, 0);
}

bool fq_ring_take(struct fq_ring *ring, u32 finished, struct fq_entry *entry)
{
	u32 head = ring->head;
	struct fq_entry *slot = &ring->entries[head & ring->mask];

	/* Pairs with the release in fq_ring_publish(). */
	if (smp_load_acquire(&slot->sequence) != head + 1)
		return false;
	if ((s32)(finished - slot->epoch) <= 0)
		return false;
	*entry = *slot;
	ring->released++;
	WRITE_ONCE(ring->head, head + 1);
	/* Pairs with the acquire in fq_ring_reserve(). */
	smp_store_release(&slot->sequence, head + ring->mask + 1);
	return true;
}

unsigned int fq_ring_pending(const struct fq_ring *ring)
{
	return READ_ONCE(ring->tail) - READ_ONCE(ring->head);
}
