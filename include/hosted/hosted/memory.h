/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _HOSTED_MEMORY_H
#define _HOSTED_MEMORY_H

#include <linux/types.h>

struct hosted_mem_stats {
	unsigned long free_pages;	/* of max_mapnr */
	unsigned long resident_pages;	/* that the host holds memory for */
	unsigned long slab_objects;	/* kmalloc() and caches, in use */
};

void hosted_mem_stats(struct hosted_mem_stats *stats);

/* Gives the memory of every free page back to the host. */
void hosted_mem_trim(void);

/*
 * Fault injection, for the calling thread: after @skip allocations that
 * proceed (of pages or of slab objects, whatever their flags), the next @count
 * fail.  hosted_mem_fail(0, 0) ends it.  Returns how many failed since the
 * last call.
 */
unsigned int hosted_mem_fail(unsigned int skip, unsigned int count);

#endif
