// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hosted allocator of IOVAs beside Linux's own: the same requests to both,
 * how far down from the top each had to go for them, and how often there was no
 * place.  No clock: it is the same each time.
 */
#include <hosted/iova.h>
#include <hosted/kernel.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/iova.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "ktest.h"

#define TOP (DMA_BIT_MASK(32) >> PAGE_SHIFT)
#define SMALL 0x3fffUL		/* too small for all */
#define LIVE 4096

static struct iova_domain iovad;
static struct iova_space *space;

static struct {
	unsigned long theirs;	/* pfn, 0: free */
	u64 ours;
	unsigned int pages;
} live[LIVE];

static unsigned long top;
static unsigned int their_failures, our_failures;
static unsigned long their_lowest, our_lowest;	/* that was given out */

static u32 random(void)
{
	static u32 state = 3;

	state = state * 1664525 + 1013904223;
	return state >> 8;
}

static void setup(unsigned long last)
{
	top = last;
	their_failures = our_failures = 0;
	space = iova_space_create(SZ_4K, SZ_4K, DMA_BIT_MASK(32));
	if (IS_ERR(space) || iova_cache_get())
		ktest_fail(__FILE__, __LINE__, "setup");
	init_iova_domain(&iovad, SZ_4K, 1);
	if (iova_domain_init_rcaches(&iovad))
		ktest_fail(__FILE__, __LINE__, "rcaches");
	memset(live, 0, sizeof(live));
	their_lowest = our_lowest = top;
}

static void teardown(void)
{
	iova_space_destroy(space);
	put_iova_domain(&iovad);
	iova_cache_put();
}

static void take(unsigned int i, unsigned int pages)
{
	live[i].pages = pages;
	live[i].theirs = alloc_iova_fast(&iovad, pages, top, true);
	live[i].ours = iova_space_alloc(space, pages * SZ_4K,
					top * SZ_4K + SZ_4K - 1);
	their_failures += !live[i].theirs;
	our_failures += !live[i].ours;
	if (live[i].theirs)
		their_lowest = min(their_lowest, live[i].theirs);
	if (live[i].ours)
		our_lowest = min(our_lowest,
				 (unsigned long)(live[i].ours / SZ_4K));
}

static bool is_live(unsigned int i)
{
	return live[i].theirs || live[i].ours;
}

static void give(unsigned int i)
{
	if (live[i].theirs)
		free_iova_fast(&iovad, live[i].theirs, live[i].pages);
	if (live[i].ours)
		iova_space_free(space, live[i].ours, live[i].pages * SZ_4K);
	live[i].theirs = 0;
	live[i].ours = 0;
}

static void give_all(void)
{
	unsigned int i;

	for (i = 0; i < LIVE; i++)
		if (is_live(i))
			give(i);
}

static void look(const char *what)
{
	hosted_print("%s: pages from the top: ours %lu, Linux's %lu; ", what,
		     top + 1 - our_lowest, top + 1 - their_lowest);
	hosted_print("failures: ours %u, Linux's %u\n", our_failures,
		     their_failures);
}

static void traffic(unsigned int rounds, unsigned int (*pages)(void))
{
	unsigned int n, i;

	for (n = 0; n < rounds; n++) {
		i = random() % LIVE;
		if (is_live(i))
			give(i);
		else
			take(i, pages());
	}
}

static unsigned int one_page(void)
{
	return 1;
}

static unsigned int packets(void)
{
	u32 r = random() % 100;

	return r < 70 ? 1 : r < 85 ? 2 : r < 95 ? 16 : 3;
}

static unsigned int blocks(void)
{
	u32 r = random() % 100;

	return r < 40 ? 1 : r < 70 ? 1 + random() % 32 : 33 + random() % 480;
}

static void pages_of_a_network(void)
{
	setup(TOP);
	traffic(300000, packets);
	look("packets");
	CHECK_EQ(our_failures, 0);
	CHECK(our_lowest >= their_lowest);
	teardown();
}

static void single_pages(void)
{
	setup(TOP);
	traffic(300000, one_page);
	look("single pages");
	CHECK_EQ(our_failures, 0);
	CHECK(our_lowest >= their_lowest);
	teardown();
}

static void blocks_of_all_sizes(void)
{
	setup(TOP);
	traffic(300000, blocks);
	look("blocks");
	CHECK_EQ(our_failures, 0);
	CHECK(our_lowest >= their_lowest);
	teardown();
}

/* Small ones first, and large ones in the space that they leave behind. */
static void after_the_small_come_the_large(void)
{
	unsigned int i;

	setup(TOP);
	for (i = 0; i < LIVE; i++)
		take(i, 1 + i % 4);
	give_all();
	for (i = 0; i < LIVE / 4; i++)
		take(i, 64 + i % 64);
	look("small, then large");
	CHECK_EQ(our_failures, 0);
	CHECK(our_lowest >= their_lowest);
	give_all();
	teardown();
}

static void where_there_is_not_enough_fewer_fail(void)
{
	setup(SMALL);
	traffic(300000, packets);
	look("packets, few addresses");
	CHECK(our_failures <= their_failures);
	give_all();
	their_failures = our_failures = 0;
	traffic(100000, blocks);
	look("blocks, few addresses");
	CHECK(our_failures);
	CHECK(our_failures <= their_failures);
	teardown();
}

KTEST_SUITE(iova_beside,
	KTEST(single_pages),
	KTEST(pages_of_a_network),
	KTEST(blocks_of_all_sizes),
	KTEST(after_the_small_come_the_large),
	KTEST(where_there_is_not_enough_fewer_fail));
