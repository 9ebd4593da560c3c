/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _HOSTED_IOVA_H
#define _HOSTED_IOVA_H

/*
 * The hosted kernel's allocator of I/O virtual addresses.
 *
 * What is free is kept as gaps in a tree in order of address.  Each node knows
 * the largest block, of a power of two and aligned to its size, that any gap
 * below it holds, so that the highest place for a request is found by one way
 * down the tree, however scattered the space is.  Neighbours become one when
 * they are freed.
 *
 * In front of it stand caches for blocks of up to IOVA_SPACE_CACHED granules:
 * for each CPU and each power of two, two batches of addresses, taken from and
 * given to without a lock of others; and whole batches in a depot for all CPUs.
 *
 * An address that may not be used again yet, because the IOTLB has not been
 * invalidated since it was unmapped, is retired instead of freed: it goes into
 * a batch of its CPU, and full batches are handed to whoever knows when.
 *
 * Addresses and sizes are in bytes.  Everything may be called in any context,
 * but for create and destroy.
 */

#include <linux/types.h>

struct iova_space;
struct iova_batch;

/* In granules, the largest block that is cached. */
#define IOVA_SPACE_CACHED 32

/*
 * Addresses from @start to @last, both included, in units of @granule, a power
 * of two.  0 is never given out.  -EINVAL or -ENOMEM as a pointer.  May sleep.
 */
struct iova_space *iova_space_create(unsigned long granule, u64 start,
				     u64 last);
/* Everything that was allocated need not be freed.  May sleep. */
void iova_space_destroy(struct iova_space *space);
unsigned long iova_space_granule(const struct iova_space *space);

/*
 * @size bytes, in whole granules, aligned to the next power of two, whose last
 * byte is not above @limit: the highest that are free, or cached ones.  0 when
 * there is nothing, not even when the caches are emptied; or no memory.
 */
u64 iova_space_alloc(struct iova_space *space, size_t size, u64 limit);
/* The same without emptying the caches: for who has another limit to try. */
u64 iova_space_try_alloc(struct iova_space *space, size_t size, u64 limit);
/* @size as it was allocated.  Never fails; freeing what is free is reported. */
void iova_space_free(struct iova_space *space, u64 iova, size_t size);

/*
 * Takes what is free of [@start, @last] out of the space for good.  What is in
 * use there stays so, and comes back when it is freed.  -ENOMEM: it may have
 * taken a part.
 */
int iova_space_reserve(struct iova_space *space, u64 start, u64 last);

/*
 * Who is given full batches of retired addresses, and gives each back by
 * iova_space_release() once its addresses are free for use; any CPU may.  The
 * depot has room for @batches of a size that come back at once.  Set it before
 * the first iova_space_retire().
 */
void iova_space_set_retire(struct iova_space *space,
			   void (*retire)(struct iova_batch *batch,
					  void *cookie),
			   void *cookie, unsigned int batches);
/*
 * Frees what may not be used again until its batch is released; false when it
 * is too large for a batch, or there is no memory for one: nothing was done.
 * There is no barrier in it.  A full batch is handed on before it returns.
 */
bool iova_space_retire(struct iova_space *space, u64 iova, size_t size);
void iova_space_release(struct iova_space *space, struct iova_batch *batch);
/* How many were retired; what was retired before is seen as unmapped. */
u64 iova_space_retired(struct iova_space *space);
/* The addresses of a batch. */
unsigned int iova_batch_count(const struct iova_batch *batch);
/* How many a full one has. */
#define IOVA_BATCH 126

/* Hands on batches that are not full, too. */
void iova_space_retire_all(struct iova_space *space);
/* Gives everything that is cached back to the tree. */
void iova_space_reclaim(struct iova_space *space);

struct iova_space_stats {
	u64 free;		/* in the tree */
	u64 largest;		/* the largest gap there */
	u64 lowest;		/* the lowest address ever given out */
	u64 cached;		/* in caches and the depot */
	unsigned long gaps;
};

/* Exact while nobody else is at work. */
void iova_space_stats(struct iova_space *space, struct iova_space_stats *stats);

#endif
