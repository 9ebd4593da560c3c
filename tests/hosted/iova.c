// SPDX-License-Identifier: GPL-2.0-only
/*
 * The allocator of IOVAs against a model of the space that is a map of its
 * granules: what is given out, what is refused, and that all comes back.
 */
#include <hosted/iova.h>
#include <hosted/kernel.h>
#include <hosted/memory.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "ktest.h"

#define PAGES 2048UL
#define HELD 256
#define G SZ_4K

static struct iova_space *space;
static u8 used[PAGES];		/* 0 is nobody's */

struct block {
	u64 iova;
	unsigned long pages;
};

static struct block held[HELD];

static void setup_range(u64 start, u64 last)
{
	space = iova_space_create(G, start, last);
	if (IS_ERR(space))
		ktest_fail(__FILE__, __LINE__, "create");
	memset(used, 0, sizeof(used));
	memset(held, 0, sizeof(held));
	used[0] = 1;
}

static void setup(void)
{
	setup_range(0, PAGES * G - 1);
}

static void teardown(void)
{
	iova_space_destroy(space);
}

/* The same numbers each time. */
static u32 random(void)
{
	static u32 state = 1;

	state = state * 1664525 + 1013904223;
	return state >> 8;
}

/* What a request takes: cached blocks are powers of two. */
static unsigned long taken(unsigned long pages)
{
	return pages <= IOVA_SPACE_CACHED ? roundup_pow_of_two(pages) : pages;
}

/* The highest place in the model; 0: none. */
static unsigned long place(unsigned long pages, unsigned long limit)
{
	unsigned long align = roundup_pow_of_two(pages), pfn, i;

	if (limit + 1 < pages)
		return 0;
	pfn = ALIGN_DOWN(min(limit, PAGES - 1) + 1 - pages, align);
	for (; pfn; pfn -= align) {
		for (i = 0; i < pages && !used[pfn + i]; i++)
			;
		if (i == pages)
			return pfn;
	}
	return 0;
}

static bool all(unsigned long pfn, unsigned long pages, u8 value)
{
	unsigned long i;

	for (i = 0; i < pages; i++)
		if (used[pfn + i] != value)
			return false;
	return true;
}

/* One random step; false: it went against the model. */
static bool step(unsigned long max_pages, bool highest)
{
	struct block *b = &held[random() % HELD];
	unsigned long pages, limit, pfn;

	if (b->iova) {
		iova_space_free(space, b->iova, b->pages * G);
		memset(&used[b->iova / G], 0, taken(b->pages));
		b->iova = 0;
		return true;
	}
	b->pages = max_pages > 64 ? 33 + random() % (max_pages - 33) :
				    1 + random() % max_pages;
	limit = random() % 4 ? PAGES - 1 : random() % PAGES;
	pages = taken(b->pages);
	b->iova = iova_space_alloc(space, b->pages * G,
				   (u64)limit * G + G - 1);
	pfn = b->iova / G;
	/* With empty caches it is refused only where there is no place. */
	if (!pfn)
		return !place(pages, limit);
	if (b->iova % G || pfn + pages - 1 > limit || pfn + pages > PAGES ||
	    pfn & (roundup_pow_of_two(pages) - 1) || !all(pfn, pages, 0) ||
	    (highest && pfn != place(pages, limit)))
		return false;
	memset(&used[pfn], 1, pages);
	return true;
}

static void agrees(unsigned long max_pages, bool highest)
{
	struct hosted_mem_stats before, after;
	struct iova_space_stats stats;
	unsigned int i;

	setup();
	hosted_mem_stats(&before);
	for (i = 0; i < 100000; i++)
		CHECK(step(max_pages, highest));
	/* Not more nodes and batches than for what is held. */
	hosted_mem_stats(&after);
	CHECK(before.free_pages - after.free_pages < 32);
	for (i = 0; i < HELD; i++)
		if (held[i].iova)
			iova_space_free(space, held[i].iova,
					held[i].pages * G);
	iova_space_reclaim(space);
	iova_space_stats(space, &stats);
	CHECK_EQ(stats.free, (PAGES - 1) * G);
	CHECK_EQ(stats.largest, (PAGES - 1) * G);
	CHECK_EQ(stats.gaps, 1);
	CHECK_EQ(stats.cached, 0);
	teardown();
}

static void small_blocks_agree_with_the_model(void)
{
	agrees(8, false);
}

static void blocks_of_all_cached_sizes_agree(void)
{
	agrees(40, false);
}

static void large_blocks_take_the_highest_place(void)
{
	agrees(200, true);
}

static void sizes_and_alignment(void)
{
	static const struct {
		size_t size, align;
	} cases[] = {
		{ 1, G }, { G, G }, { G + 1, 2 * G }, { 3 * G, 4 * G },
		{ 32 * G, 32 * G }, { 33 * G, 64 * G }, { 500 * G, 512 * G },
	};
	unsigned int i;
	u64 iova;

	setup();
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		iova = iova_space_alloc(space, cases[i].size, U64_MAX);
		CHECK(iova);
		CHECK_EQ(iova & (cases[i].align - 1), 0);
		CHECK(iova + cases[i].size <= PAGES * G);
	}
	CHECK_EQ(iova_space_alloc(space, 0, U64_MAX), 0);
	CHECK_EQ(iova_space_alloc(space, PAGES * G, U64_MAX), 0);
	CHECK_EQ(iova_space_alloc(space, SIZE_MAX, U64_MAX), 0);
	teardown();
}

static void limits(void)
{
	u64 high, low;

	setup();
	high = iova_space_alloc(space, G, U64_MAX);
	CHECK_EQ(high, (PAGES - 1) * G);
	iova_space_free(space, high, G);
	/* What is in the cache is above it. */
	low = iova_space_alloc(space, G, 16 * G - 1);
	CHECK_EQ(low, 15 * G);
	iova_space_free(space, low, G);
	/* The last byte counts, not the first. */
	CHECK_EQ(iova_space_alloc(space, G, 2 * G - 2), 0);
	CHECK_EQ(iova_space_alloc(space, G, 2 * G - 1), G);
	CHECK_EQ(iova_space_alloc(space, 1, 0), 0);
	CHECK_EQ(iova_space_alloc(space, 1, G - 1), 0);
	/* It is still there for who may have it. */
	CHECK_EQ(iova_space_alloc(space, G, 16 * G - 1), low);
	CHECK(iova_space_alloc(space, G, U64_MAX));
	teardown();
}

static void a_space_has_its_ends(void)
{
	unsigned int n = 0;
	u64 iova;

	setup_range(3 * G + 1, 20 * G + 5);
	while ((iova = iova_space_alloc(space, G, U64_MAX))) {
		CHECK(iova >= 4 * G && iova + G <= 20 * G);
		n++;
	}
	CHECK_EQ(n, 16);
	teardown();
	CHECK(IS_ERR(iova_space_create(G + 1, 0, U64_MAX)));
	CHECK(IS_ERR(iova_space_create(G, 5 * G, 4 * G)));
	CHECK(IS_ERR(iova_space_create(G, 0, G - 2)));
	CHECK(IS_ERR(iova_space_create(G, 0, G - 1)));
	/* All of 64 bits. */
	setup_range(0, U64_MAX);
	CHECK_EQ(iova_space_alloc(space, G, U64_MAX), -(u64)G);
	CHECK_EQ(iova_space_alloc(space, 64 * G, U64_MAX), -(u64)(128 * G));
	teardown();
}

static void what_is_reserved_is_not_given(void)
{
	u64 iova;

	setup();
	iova = iova_space_alloc(space, G, U64_MAX);
	iova_space_free(space, iova, G);
	/* In the cache it would not be seen. */
	CHECK_EQ(iova_space_reserve(space, iova - 7 * G, U64_MAX), 0);
	CHECK_EQ(iova_space_alloc(space, G, U64_MAX), iova - 8 * G);
	CHECK_EQ(iova_space_reserve(space, 0, 8 * G + 1), 0);
	CHECK_EQ(iova_space_reserve(space, 4 * G, 15 * G), 0);
	CHECK_EQ(iova_space_alloc(space, G, 16 * G - 1), 0);
	CHECK_EQ(iova_space_alloc(space, G, 17 * G - 1), 16 * G);
	/* Around what is in use. */
	CHECK_EQ(iova_space_reserve(space, 14 * G, 40 * G - 1), 0);
	CHECK_EQ(iova_space_alloc(space, G, 40 * G - 1), 0);
	iova_space_free(space, 16 * G, G);
	CHECK_EQ(iova_space_alloc(space, G, 40 * G - 1), 16 * G);
	teardown();
}

/* What is left above is found, wherever the last one was taken from. */
static void around_what_is_reserved(void)
{
	u64 iova;

	setup();
	iova = iova_space_alloc(space, 40 * G, U64_MAX);
	CHECK_EQ(iova, (PAGES - 64) * G);
	CHECK_EQ(iova_space_reserve(space, 512 * G, 513 * G - 1), 0);
	CHECK_EQ(iova_space_alloc(space, 40 * G, U64_MAX), iova - 64 * G);
	teardown();
}

static void exhausted_and_recovered(void)
{
	unsigned int n, round;

	setup();
	for (round = 0; round < 3; round++) {
		for (n = 0; (held[0].iova = iova_space_alloc(space, G,
							     U64_MAX)); n++)
			used[held[0].iova / G] = 1;
		CHECK_EQ(n, PAGES - 1);
		CHECK(all(0, PAGES, 1));
		CHECK_EQ(iova_space_alloc(space, G, U64_MAX), 0);
		for (n = 1; n < PAGES; n++) {
			iova_space_free(space, n * G, G);
			used[n] = 0;
		}
		/* All of it is in caches of one page. */
		CHECK_EQ(iova_space_alloc(space, (PAGES / 2) * G, U64_MAX),
			 PAGES / 2 * G);
		iova_space_free(space, PAGES / 2 * G, PAGES / 2 * G);
	}
	teardown();
}

static void without_memory_nothing_is_lost(void)
{
	struct iova_space_stats stats;
	unsigned int skip, failed = 1, n, i;
	static u64 iovas[700];	/* more than a CPU caches of one size */

	setup_range(0, 32768 * G - 1);
	/* Each allocation fails in turn, in the middle of ordinary work. */
	for (skip = 0; failed; skip++) {
		hosted_mem_fail(skip, 1);
		for (n = 0; n < ARRAY_SIZE(iovas); n++)
			iovas[n] = iova_space_alloc(space,
						    n % 2 ? G : 40 * G,
						    U64_MAX);
		for (i = 0; i < n; i++)
			if (iovas[i])
				iova_space_free(space, iovas[i],
						i % 2 ? G : 40 * G);
		failed = hosted_mem_fail(0, 0);
		iova_space_reclaim(space);
		iova_space_stats(space, &stats);
		CHECK_EQ(stats.free, (32768 - 1) * G);
		CHECK_EQ(stats.gaps, 1);
	}
	CHECK(skip > 2);
	teardown();
	for (skip = 0, failed = 1; failed; skip++) {
		hosted_mem_fail(skip, 1);
		space = iova_space_create(G, 0, PAGES * G - 1);
		failed = hosted_mem_fail(0, 0);
		CHECK_EQ(IS_ERR(space), failed);
		if (!IS_ERR(space))
			iova_space_destroy(space);
	}
	CHECK(skip >= 4);
}

/* More than the caches of a CPU, and than the depot for all of them. */
static void what_no_cache_has_room_for(void)
{
	const unsigned int n = 60 * IOVA_BATCH;
	u64 *iovas = kmalloc_array(n, sizeof(*iovas), GFP_KERNEL);
	struct iova_space_stats stats;
	unsigned int i;

	setup_range(0, 2 * n * G - 1);
	for (i = 0; i < n; i++)
		iovas[i] = iova_space_alloc(space, G, U64_MAX);
	for (i = 0; i < n; i++)
		iova_space_free(space, iovas[i], G);
	iova_space_stats(space, &stats);
	CHECK(stats.cached && stats.cached < n * G);
	CHECK_EQ(stats.cached + stats.free, (2 * n - 1) * G);
	iova_space_reclaim(space);
	iova_space_stats(space, &stats);
	CHECK_EQ(stats.free, (2 * n - 1) * G);
	kfree(iovas);
	teardown();
}

static void freed_twice_is_reported(void)
{
	u64 iova;

	setup();
	iova = iova_space_alloc(space, 50 * G, U64_MAX);
	iova_space_free(space, iova, 50 * G);
	ktest_expect_warnings(1);
	hosted_log_quiet(true);
	iova_space_free(space, iova, 50 * G);
	hosted_log_quiet(false);
	CHECK_EQ(iova_space_alloc(space, 50 * G, U64_MAX), iova);
	teardown();
}

/* ---- retired addresses ---- */

static struct iova_batch *batches[64];
static unsigned int nr_batches;

static void keep(struct iova_batch *batch, void *cookie)
{
	*(unsigned int *)cookie += iova_batch_count(batch);
	batches[nr_batches++] = batch;
}

static void a_retired_address_waits_for_its_batch(void)
{
	unsigned int handed = 0, i;
	u64 iova, again;

	setup();
	nr_batches = 0;
	iova_space_set_retire(space, keep, &handed, 0);
	for (i = 0; i < IOVA_BATCH - 1; i++) {
		iova = iova_space_alloc(space, G, U64_MAX);
		CHECK(iova && !used[iova / G]);
		used[iova / G] = 1;
		CHECK(iova_space_retire(space, iova, G));
	}
	CHECK_EQ(handed, 0);
	CHECK_EQ(iova_space_retired(space), IOVA_BATCH - 1);
	iova = iova_space_alloc(space, G, U64_MAX);
	CHECK(iova_space_retire(space, iova, G));
	CHECK_EQ(handed, IOVA_BATCH);
	used[iova / G] = 1;

	/* Of another size, and not full. */
	iova = iova_space_alloc(space, 8 * G, U64_MAX);
	CHECK(iova_space_retire(space, iova, 8 * G));
	CHECK_EQ(nr_batches, 1);
	iova_space_retire_all(space);
	CHECK_EQ(nr_batches, 2);
	CHECK_EQ(handed, IOVA_BATCH + 1);
	iova_space_retire_all(space);
	CHECK_EQ(nr_batches, 2);
	/* Too large for that. */
	again = iova_space_alloc(space, 33 * G, U64_MAX);
	CHECK(!iova_space_retire(space, again, 33 * G));
	iova_space_free(space, again, 33 * G);

	/* None of them comes back, whatever happens, before it is released. */
	iova_space_reclaim(space);
	while ((again = iova_space_alloc(space, G, U64_MAX))) {
		CHECK(!used[again / G]);
		CHECK(again < iova || again >= iova + 8 * G);
	}
	iova_space_release(space, batches[0]);
	for (i = 0; i < IOVA_BATCH; i++) {
		again = iova_space_alloc(space, G, U64_MAX);
		CHECK(again && used[again / G]);
		used[again / G] = 0;
	}
	CHECK_EQ(iova_space_alloc(space, G, U64_MAX), 0);
	iova_space_release(space, batches[1]);
	/* Also for other sizes. */
	CHECK_EQ(iova_space_alloc(space, G, U64_MAX), iova + 7 * G);
	/* A batch in which there is nothing is not handed on. */
	iova_space_retire_all(space);
	CHECK_EQ(nr_batches, 2);
	teardown();
}

/* An emptied batch is ready to retire into, and nothing is in it. */
static void no_empty_batch_is_handed_on(void)
{
	static u64 iovas[3 * IOVA_BATCH + 20];
	unsigned int handed = 0, round, i;

	setup();
	nr_batches = 0;
	iova_space_set_retire(space, keep, &handed, 0);
	for (round = 0; round < 3; round++) {
		for (i = 0; i < ARRAY_SIZE(iovas); i++)
			iovas[i] = iova_space_alloc(space, G, U64_MAX);
		for (i = 0; i < ARRAY_SIZE(iovas); i++)
			iova_space_free(space, iovas[i], G);
	}
	iova_space_retire_all(space);
	CHECK_EQ(nr_batches, 0);
	teardown();
}

static void retired_and_not_handed_on_is_freed_with_the_space(void)
{
	unsigned int handed = 0;
	u64 iova;

	setup();
	iova_space_set_retire(space, keep, &handed, 0);
	iova = iova_space_alloc(space, G, U64_MAX);
	/* No memory for a batch. */
	hosted_mem_fail(0, 1);
	CHECK(!iova_space_retire(space, iova, G));
	hosted_mem_fail(0, 0);
	CHECK_EQ(iova_space_retired(space), 0);
	CHECK(iova_space_retire(space, iova, G));
	CHECK_EQ(handed, 0);
	teardown();
}

static int caches_and_retires(void *data)
{
	u64 iovas[3];
	unsigned int i;

	(void)data;
	for (i = 0; i < 3; i++)
		iovas[i] = iova_space_alloc(space, G, U64_MAX);
	iova_space_free(space, iovas[0], G);
	iova_space_free(space, iovas[1], G);
	iova_space_retire(space, iovas[2], G);
	return raw_smp_processor_id();
}

static void a_cpu_that_goes_leaves_nothing(void)
{
	unsigned int handed = 0, cpu;
	struct iova_space_stats stats;

	setup();
	nr_batches = 0;
	iova_space_set_retire(space, keep, &handed, 0);
	cpu = kthread_stop(kthread_run(caches_and_retires, NULL, "cpu"));
	iova_space_stats(space, &stats);
	CHECK(stats.cached >= 2 * G);
	hosted_cpu_dead((cpu + 1) % nr_cpu_ids);
	CHECK_EQ(handed, 0);
	hosted_cpu_dead(cpu);
	CHECK_EQ(handed, 1);
	iova_space_stats(space, &stats);
	CHECK_EQ(stats.cached, 0);
	CHECK_EQ(stats.free, (PAGES - 2) * G);
	iova_space_release(space, batches[0]);
	iova_space_reclaim(space);
	iova_space_stats(space, &stats);
	CHECK_EQ(stats.free, (PAGES - 1) * G);
	teardown();
	/* Nor is a space that is gone looked for. */
	hosted_cpu_dead(cpu);
}

/* ---- several CPUs ---- */

#define CPUS 6		/* more than there are: some share their caches */

static u32 owners[PAGES];
static atomic_t next_owner;

/* Takes over what it was given, or tells that somebody has it. */
static bool own(u64 iova, unsigned int pages, u32 from, u32 to)
{
	unsigned int i;

	for (i = 0; i < pages; i++) {
		u32 was = from;

		if (!__atomic_compare_exchange_n(&owners[iova / G + i], &was,
						 to, false, __ATOMIC_SEQ_CST,
						 __ATOMIC_SEQ_CST))
			return false;
	}
	return true;
}

static void release_at_once(struct iova_batch *batch, void *cookie)
{
	iova_space_release(cookie, batch);
}

static int works(void *data)
{
	u32 self = atomic_inc_return(&next_owner), seed = self, i;
	struct block mine[16] = {};

	for (i = 0; i < 20000; i++) {
		struct block *b;

		seed = seed * 1664525 + 1013904223;
		b = &mine[(seed >> 8) % ARRAY_SIZE(mine)];
		if (b->iova) {
			if (!own(b->iova, taken(b->pages), self, 0))
				ktest_fail(__FILE__, __LINE__, "taken away");
			if (seed >> 31 ||
			    !iova_space_retire(space, b->iova, b->pages * G))
				iova_space_free(space, b->iova, b->pages * G);
			b->iova = 0;
			continue;
		}
		b->pages = 1 + (seed >> 16) % (data ? 4 : 40);
		b->iova = iova_space_alloc(space, b->pages * G, U64_MAX);
		if (b->iova && !own(b->iova, taken(b->pages), 0, self))
			ktest_fail(__FILE__, __LINE__, "given twice");
		if (!(seed >> 8 & 0xfff))
			iova_space_reclaim(space);
		if (!(seed >> 8 & 0x1fff))
			iova_space_retire_all(space);
	}
	for (i = 0; i < ARRAY_SIZE(mine); i++)
		if (mine[i].iova && own(mine[i].iova, taken(mine[i].pages),
					self, 0))
			iova_space_free(space, mine[i].iova,
					mine[i].pages * G);
	return 0;
}

static void on_several_cpus(bool small)
{
	struct task_struct *tasks[CPUS];
	struct iova_space_stats stats;
	int i;

	setup();
	iova_space_set_retire(space, release_at_once, space, 0);
	memset(owners, 0, sizeof(owners));
	for (i = 0; i < CPUS; i++)
		tasks[i] = kthread_run(works, small ? space : NULL, "works");
	for (i = 0; i < CPUS; i++)
		kthread_stop(tasks[i]);
	iova_space_retire_all(space);
	iova_space_reclaim(space);
	iova_space_stats(space, &stats);
	CHECK_EQ(stats.free, (PAGES - 1) * G);
	CHECK_EQ(stats.gaps, 1);
	teardown();
}

static void no_address_is_given_twice(void)
{
	on_several_cpus(true);
}

static void nor_when_there_are_not_enough(void)
{
	on_several_cpus(false);
}

KTEST_SUITE(iova,
	KTEST(small_blocks_agree_with_the_model),
	KTEST(blocks_of_all_cached_sizes_agree),
	KTEST(large_blocks_take_the_highest_place),
	KTEST(sizes_and_alignment),
	KTEST(limits),
	KTEST(a_space_has_its_ends),
	KTEST(what_is_reserved_is_not_given),
	KTEST(around_what_is_reserved),
	KTEST(exhausted_and_recovered),
	KTEST(without_memory_nothing_is_lost),
	KTEST(what_no_cache_has_room_for),
	KTEST(freed_twice_is_reported),
	KTEST(a_retired_address_waits_for_its_batch),
	KTEST(no_empty_batch_is_handed_on),
	KTEST(retired_and_not_handed_on_is_freed_with_the_space),
	KTEST(a_cpu_that_goes_leaves_nothing),
	KTEST(no_address_is_given_twice),
	KTEST(nor_when_there_are_not_enough));
