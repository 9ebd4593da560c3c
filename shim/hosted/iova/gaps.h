/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_HOSTED_IOVA_GAPS_H
#define SHIM_HOSTED_IOVA_GAPS_H

/*
 * The free part of an address space, in page frame numbers of its granule.
 *
 * Between two gaps there is something that was allocated: there are never more
 * gaps than allocated blocks, and one.  Every allocation makes sure that there
 * are so many nodes, so that freeing needs no memory.
 */

#include <linux/rbtree.h>
#include <linux/spinlock.h>
#include <linux/types.h>

struct iova_gap;

struct iova_gaps {
	spinlock_t lock;
	struct rb_root root;
	unsigned long nr;		/* in the tree */
	/*
	 * The gap that was taken from last: above it there is none for so many
	 * pages below that limit, nor for more.
	 */
	struct iova_gap *hint;
	unsigned long hint_limit;
	unsigned long hint_pages;
	struct iova_gap *spare;		/* nodes in no tree, through rb_right */
	unsigned long nodes;		/* in the tree or spare */
	unsigned long blocks;		/* allocated and not freed */
	unsigned long lowest;		/* that was ever allocated */
	struct list_head chunks;	/* the pages that the nodes are in */
};

/* [@lo, @hi] is free, 0 not among it.  0 or -ENOMEM. */
int iova_gaps_init(struct iova_gaps *gaps, unsigned long lo, unsigned long hi);
void iova_gaps_destroy(struct iova_gaps *gaps);

/*
 * Up to @count blocks of @pages, each the highest there is that is aligned to
 * the next power of two and does not end above @limit.  Returns how many.
 */
unsigned int iova_gaps_alloc(struct iova_gaps *gaps, unsigned long pages,
			     unsigned long limit, unsigned long *pfns,
			     unsigned int count);
void iova_gaps_free(struct iova_gaps *gaps, unsigned long pages,
		    const unsigned long *pfns, unsigned int count);
/* Whatever is free of [@lo, @hi], for good; -ENOMEM: not all of it. */
int iova_gaps_take(struct iova_gaps *gaps, unsigned long lo, unsigned long hi);

void iova_gaps_count(struct iova_gaps *gaps, unsigned long *free,
		     unsigned long *largest);

#endif
