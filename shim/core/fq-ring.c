// SPDX-License-Identifier: GPL-2.0-only
/*
 * The memory of the ring beneath a flush queue.
 */
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
	ring->mask = entries - 1;
	/* Of position i the slot says i + 1. */
	for (i = 0; i < entries; i++)
		ring->entries[i].sequence = i;
	return 0;
}

void fq_ring_free(struct fq_ring *ring)
{
	kvfree(ring->entries);
}
