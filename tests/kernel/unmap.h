/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef UNMAP_H
#define UNMAP_H

/*
 * What clients of different drivers have in common: memory is taken away from a
 * device, what the kernel does then is counted and must be in order.  For one
 * greatest program, which has the functions in it.
 */

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "greatest.h"
#include "pages.h"
#include "witness.h"

/* As many pages as the counts are of. */
#define MANY ((size_t)4096)

/*
 * The IOTLB invalidations that may be needed to unmap MANY pages: as one range
 * of contiguous pages, 2 MiB each, as one of pages of which no two are
 * neighbours, and as MANY ranges.
 */
enum count { CONTIGUOUS, DISJOINT, RANGES, COUNTS };

static const char *const count_names[COUNTS] = {
	"contiguous", "disjoint", "ranges"
};
static size_t expected[COUNTS];

/* The first arguments of a client. */
static void read_counts(char **argv)
{
	int i;

	for (i = 0; i < COUNTS; i++)
		expected[i] = strtoul(argv[i], NULL, 10);
}

/* All unmaps of the run. */
static struct witness total;

/* @unmap: returns the bytes that it was told are unmapped. */
static struct witness take_away(size_t (*unmap)(uint64_t iova, size_t size),
				uint64_t iova, size_t size)
{
	struct witness w;
	size_t unmapped;

	witness_start();
	unmapped = unmap(iova, size);
	w = witness_stop();
	if (unmapped != size || w.unmapped != size / PAGE)
		errx(2, "%zu bytes unmapped, the kernel says %zu, its page tables %zu pages",
		     size, unmapped, w.unmapped);
	total.unmapped += w.unmapped;
	total.flushes += w.flushes;
	total.unpinned += w.unpinned;
	total.early += w.early;
	return w;
}

static enum greatest_test_res check_count(enum count which, struct witness w)
{
	printf("count: %s %zu\n", count_names[which], w.flushes);
	ASSERT_EQ_FMT(expected[which], w.flushes, "%zu");
	ASSERT_EQ_FMT(MANY, w.unpinned, "%zu");
	PASS();
}

/* Data do not show this: a page that is given back is not yet somebody else's. */
TEST pages_are_given_back_after_the_flush(void)
{
	ASSERT_EQ_FMT(total.unmapped, total.unpinned, "%zu");
	ASSERT_EQ_FMT((size_t)0, total.early, "%zu");
	PASS();
}

/*
 * @mapped bytes are, when @close_device lets go of everything; before the first
 * @pinned pages were pinned.
 */
static enum greatest_test_res gives_back_all(void (*close_device)(void),
					     size_t mapped, long pinned,
					     struct witness *w)
{
	witness_start();
	close_device();
	*w = witness_stop();
	ASSERT_EQ_FMT(pinned, pinned_pages(), "%ld");
	ASSERT_EQ_FMT(mapped / PAGE, w->unpinned, "%zu");
	PASS();
}

#endif
