// SPDX-License-Identifier: GPL-2.0-only
/*
 * iommu_tlb_sync and flushes that another CPU has in flight.  The flush is
 * held at the hardware until the case lets it go: no luck is involved, and no
 * clock.
 */
#include <linux/completion.h>

#include "conformance.h"

/* Where a flush is one command, whatever was queued, not in its middle. */
#define NEEDS_SEVERAL_COMMANDS()					\
	do {								\
		NEEDS_A_HOOK();						\
		if (!env_gathers())					\
			IMPOSSIBLE("a flush is one command");		\
	} while (0)

/* Each gate holds the command with its number, counted from 1. */
struct gate {
	unsigned int hold;
	struct completion held;
	struct completion go;
	struct env_thread *thread;
};

static struct gate gates[2];
static atomic_t commands;

static void gate_hook(void)
{
	unsigned int n = atomic_inc_return(&commands);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(gates); i++) {
		if (READ_ONCE(gates[i].hold) != n)
			continue;
		complete(&gates[i].held);
		wait_for_completion(&gates[i].go);
	}
}

static int sync_thread(void *domain)
{
	iommu_tlb_sync(domain);
	return 0;
}

/* A CPU enters iommu_tlb_sync, and is held at the command number @hold. */
static void hold_at(struct gate *gate, unsigned int hold)
{
	init_completion(&gate->held);
	init_completion(&gate->go);
	WRITE_ONCE(gate->hold, hold);
	gate->thread = env_thread(sync_thread, conf_domain);
	wait_for_completion(&gate->held);
}

static struct gate *flush_held_at(unsigned int hold)
{
	atomic_set(&commands, 0);
	gates[0].hold = 0;
	gates[1].hold = 0;
	env_set_flush_hook(gate_hook);
	hold_at(&gates[0], hold);
	return &gates[0];
}

static void let_go(struct gate *gate)
{
	complete(&gate->go);
	env_join(gate->thread);
	WRITE_ONCE(gate->hold, 0);
}

static void unmap_and_queue(unsigned long iova, size_t size)
{
	iommu_tlb_range_add(conf_domain, iova,
			    DEFER_UNMAP(conf_domain, iova, size));
}

/* The other CPU is stopped: whoever waits for it waits for ever. */
static void sync_flushes_what_another_cpu_is_flushing(void)
{
	struct page *page = conf_page();
	struct gate *gate;
	bool reaches;

	NEEDS_A_HOOK();
	CHECK_EQ(conf_map_cached(IOVA_A, page), 0);
	unmap_and_queue(IOVA_A, PAGE_SIZE);
	gate = flush_held_at(1);
	iommu_tlb_sync(conf_domain);
	reaches = conf_reaches(IOVA_A, page);
	let_go(gate);
	CHECK(!reaches);
}

static void so_does_a_synchronous_map(void)
{
	struct page *old = conf_page(), *new = conf_page();
	struct gate *gate;
	bool reaches;
	int ret;

	NEEDS_A_HOOK();
	CHECK_EQ(conf_map_cached(IOVA_A, old), 0);
	unmap_and_queue(IOVA_A, PAGE_SIZE);
	gate = flush_held_at(1);
	ret = SYNC(iommu_map)(conf_domain, IOVA_A, page_to_phys(new), PAGE_SIZE,
			     RW);
	reaches = conf_reaches(IOVA_A, old);
	let_go(gate);
	CHECK_EQ(ret, 0);
	CHECK(!reaches);
}

static void a_range_that_touches_one_in_flight_is_not_done_with_it(void)
{
	struct page *pages = conf_pages(1);
	struct gate *gate;
	bool reaches;

	NEEDS_A_HOOK();
	CHECK_EQ(conf_map_cached(IOVA_A, &pages[0]), 0);
	CHECK_EQ(conf_map_cached(IOVA_A + PAGE_SIZE, &pages[1]), 0);
	unmap_and_queue(IOVA_A, PAGE_SIZE);
	gate = flush_held_at(1);
	unmap_and_queue(IOVA_A + PAGE_SIZE, PAGE_SIZE);
	let_go(gate);
	/* Only now, when the other flush has retired what it took. */
	iommu_tlb_sync(conf_domain);
	reaches = conf_reaches(IOVA_A + PAGE_SIZE, &pages[1]);
	CHECK(!reaches);
}

/*
 * The command for A has run and the flush is still at B when A is mapped,
 * unmapped and queued again: the flush under way is no flush of that.
 */
static void the_same_range_queued_again_needs_a_new_flush(void)
{
	struct page *a = conf_page(), *b = conf_page();
	struct gate *gate;
	int ret;

	NEEDS_SEVERAL_COMMANDS();
	CHECK_EQ(conf_map_cached(IOVA_A, a), 0);
	CHECK_EQ(conf_map_cached(IOVA_B, b), 0);
	unmap_and_queue(IOVA_A, PAGE_SIZE);
	unmap_and_queue(IOVA_B, PAGE_SIZE);
	gate = flush_held_at(2);
	ret = DEFER_MAP(conf_domain, IOVA_A, page_to_phys(a), PAGE_SIZE, RW);
	conf_reaches(IOVA_A, a);
	unmap_and_queue(IOVA_A, PAGE_SIZE);
	let_go(gate);
	CHECK_EQ(ret, 0);
	iommu_tlb_sync(conf_domain);
	CHECK(!conf_reaches(IOVA_A, a));
	CHECK(!conf_reaches(IOVA_B, b));
}

/*
 * Two flushes under way, and the older ends first: the range that only the
 * newer took is not done with it.
 */
static void an_older_flush_does_not_retire_what_a_newer_one_took(void)
{
	struct page *a = conf_page(), *b = conf_page();
	bool reaches;

	NEEDS_SEVERAL_COMMANDS();
	CHECK_EQ(conf_map_cached(IOVA_A, a), 0);
	CHECK_EQ(conf_map_cached(IOVA_B, b), 0);
	unmap_and_queue(IOVA_A, PAGE_SIZE);
	flush_held_at(1);
	unmap_and_queue(IOVA_B, PAGE_SIZE);
	/* Its commands are 2, for A once more, and 3, for B. */
	hold_at(&gates[1], 3);
	let_go(&gates[0]);
	iommu_tlb_sync(conf_domain);
	reaches = conf_reaches(IOVA_B, b);
	let_go(&gates[1]);
	CHECK(!reaches);
}

/* All that fits is in flight, and more comes. */
static void the_queue_overflows_while_it_is_in_flight(void)
{
	struct page *a = conf_page(), *b = conf_page(), *c = conf_page();
	struct gate *gate;
	bool reaches_a, reaches_b;
	unsigned int i;

	NEEDS_A_HOOK();
	CHECK_EQ(conf_map_cached(IOVA_A, a), 0);
	CHECK_EQ(conf_map_cached(IOVA_B, b), 0);
	CHECK_EQ(conf_map_cached(IOVA_C, c), 0);
	unmap_and_queue(IOVA_A, PAGE_SIZE);
	for (i = 1; i < IOMMU_SHIM_RANGES; i++)
		iommu_tlb_range_add(conf_domain, SZ_1G + i * SZ_1M, PAGE_SIZE);
	gate = flush_held_at(1);
	unmap_and_queue(IOVA_B, PAGE_SIZE);
	iommu_tlb_sync(conf_domain);
	reaches_a = conf_reaches(IOVA_A, a);
	reaches_b = conf_reaches(IOVA_B, b);
	unmap_and_queue(IOVA_C, PAGE_SIZE);
	let_go(gate);
	CHECK(!reaches_a);
	CHECK(!reaches_b);
	iommu_tlb_sync(conf_domain);
	CHECK(!conf_reaches(IOVA_C, c));
}

/*
 * Page-table pages that wait to be freed with a flush in flight: the second
 * flush has to be one that clears the way through them.
 */
static void tables_in_flight_make_the_second_flush_a_full_one(void)
{
	struct page *block = conf_pages(9);
	struct gate *gate;
	u64 before, after;

	NEEDS_A_HOOK();
	if (!env_defers_tables())
		IMPOSSIBLE("this driver frees no page tables after a flush");
	CHECK_EQ(conf_map_two_mib(SZ_2M, block), 0);
	CHECK(conf_reaches(SZ_2M, block + 1));
	unmap_and_queue(SZ_2M, SZ_2M);
	gate = flush_held_at(1);
	before = env_full_flushes();
	iommu_tlb_sync(conf_domain);
	after = env_full_flushes();
	let_go(gate);
	CHECK_EQ(after, before + 1);
}

/* Each CPU has IOVAs of its own, and all have one queue. */
static atomic_t reached;

static int hammer(void *data)
{
	unsigned long base = (unsigned long)data;
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	unsigned int i;

	for (i = 0; i < env_rounds; i++) {
		unsigned long iova = base + (i % 7) * 2 * PAGE_SIZE;

		if (SYNC(iommu_map)(conf_domain, iova, page_to_phys(page),
				   PAGE_SIZE, RW) ||
		    !conf_reaches(iova, page))
			atomic_inc(&reached);
		unmap_and_queue(iova, PAGE_SIZE);
		iommu_tlb_sync(conf_domain);
		if (conf_reaches(iova, page))
			atomic_inc(&reached);
	}
	__free_page(page);
	return 0;
}

static void cpus_that_share_a_queue(void)
{
	struct env_thread *threads[3];
	unsigned int i;

	atomic_set(&reached, 0);
	for (i = 0; i < ARRAY_SIZE(threads); i++)
		threads[i] = env_thread(hammer,
					(void *)((i + 1UL) * SZ_1G));
	for (i = 0; i < ARRAY_SIZE(threads); i++)
		env_join(threads[i]);
	CHECK_EQ(atomic_read(&reached), 0);
}

KTEST_SUITE(inflight,
	KTEST(sync_flushes_what_another_cpu_is_flushing),
	KTEST(so_does_a_synchronous_map),
	KTEST(a_range_that_touches_one_in_flight_is_not_done_with_it),
	KTEST(the_same_range_queued_again_needs_a_new_flush),
	KTEST(an_older_flush_does_not_retire_what_a_newer_one_took),
	KTEST(the_queue_overflows_while_it_is_in_flight),
	KTEST(tables_in_flight_make_the_second_flush_a_full_one),
	KTEST(cpus_that_share_a_queue));
