// SPDX-License-Identifier: GPL-2.0-only
/*
 * Linux's own allocator of IOVAs, on its own trees: what it promises, also on
 * several CPUs.
 */
#include <linux/iova.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "ktest.h"

static struct iova_domain iovad;

static void setup(void)
{
	if (iova_cache_get())
		ktest_fail(__FILE__, __LINE__, "cache");
	init_iova_domain(&iovad, SZ_4K, 1);
	if (iova_domain_init_rcaches(&iovad))
		ktest_fail(__FILE__, __LINE__, "rcaches");
}

static void teardown(void)
{
	put_iova_domain(&iovad);
	iova_cache_put();
}

static void from_the_top_down(void)
{
	struct iova *a, *b;

	setup();
	a = alloc_iova(&iovad, 4, 0xfffff, false);
	b = alloc_iova(&iovad, 4, 0xfffff, false);
	CHECK(a && b);
	CHECK_EQ(a->pfn_hi, 0xfffff);
	CHECK_EQ(a->pfn_lo, 0xffffc);
	CHECK_EQ(b->pfn_hi, 0xffffb);
	CHECK(find_iova(&iovad, 0xffffd) == a);
	CHECK(!find_iova(&iovad, 0xffff7));
	CHECK_EQ(iova_dma_addr(&iovad, a), 0xffffc000);
	__free_iova(&iovad, a);
	CHECK(!find_iova(&iovad, 0xffffd));
	free_iova(&iovad, b->pfn_lo);
	CHECK(RB_EMPTY_ROOT(&iovad.rbroot) == false);
	teardown();
}

static void aligned_to_the_size_when_asked(void)
{
	unsigned int i;

	setup();
	for (i = 0; i < 9; i++) {
		struct iova *odd = alloc_iova(&iovad, 3, 0xfffff, false);
		struct iova *a = alloc_iova(&iovad, 1 << i, 0xfffff, true);

		CHECK(odd && a);
		CHECK_EQ(a->pfn_lo & ((1 << i) - 1), 0);
		CHECK_EQ(iova_size(a), 1 << i);
	}
	teardown();
}

static void below_the_limit_and_above_the_start(void)
{
	unsigned int n = 0;

	setup();
	while (alloc_iova(&iovad, 1, 16, false))
		n++;
	/* From 1 to 16. */
	CHECK_EQ(n, 16);
	teardown();
}

static void what_is_reserved_is_not_allocated(void)
{
	struct iova *a;

	setup();
	CHECK(reserve_iova(&iovad, 8, 16));
	CHECK(reserve_iova(&iovad, 10, 20));
	a = alloc_iova(&iovad, 8, 20, false);
	CHECK(!a);
	a = alloc_iova(&iovad, 7, 20, false);
	CHECK(a);
	CHECK_EQ(a->pfn_lo, 1);
	teardown();
}

static void a_freed_one_comes_back_from_the_cache(void)
{
	unsigned long pfn;

	setup();
	pfn = alloc_iova_fast(&iovad, 2, 0xfffff, true);
	CHECK(pfn);
	free_iova_fast(&iovad, pfn, 2);
	/* It is in no tree that others could see it is free in. */
	CHECK(find_iova(&iovad, pfn));
	CHECK_EQ(alloc_iova_fast(&iovad, 2, 0xfffff, true), pfn);
	free_iova_fast(&iovad, pfn, 2);
	teardown();
}

#define CPUS 4
#define HELD 32

static bool owned[0x1000];

static int allocates(void *data)
{
	unsigned long held[HELD] = { 0 }, rounds = 0, i, p;

	(void)data;
	for (; rounds < 4000; rounds++) {
		i = (rounds * 7) % HELD;
		if (held[i]) {
			for (p = 0; p < 2; p++)
				__atomic_store_n(&owned[held[i] + p], false,
						 __ATOMIC_SEQ_CST);
			free_iova_fast(&iovad, held[i], 2);
		}
		held[i] = alloc_iova_fast(&iovad, 2, 0xfff, true);
		for (p = 0; held[i] && p < 2; p++)
			if (__atomic_exchange_n(&owned[held[i] + p], true,
						__ATOMIC_SEQ_CST))
				ktest_fail(__FILE__, __LINE__, "given twice");
	}
	for (i = 0; i < HELD; i++)
		if (held[i]) {
			for (p = 0; p < 2; p++)
				owned[held[i] + p] = false;
			free_iova_fast(&iovad, held[i], 2);
		}
	return 0;
}

static void no_address_is_given_twice(void)
{
	struct task_struct *tasks[CPUS];
	int i;

	setup();
	for (i = 0; i < CPUS; i++)
		tasks[i] = kthread_run(allocates, NULL, "allocates");
	for (i = 0; i < CPUS; i++)
		kthread_stop(tasks[i]);
	teardown();
}

KTEST_SUITE(iova,
	KTEST(from_the_top_down),
	KTEST(aligned_to_the_size_when_asked),
	KTEST(below_the_limit_and_above_the_start),
	KTEST(what_is_reserved_is_not_allocated),
	KTEST(a_freed_one_comes_back_from_the_cache),
	KTEST(no_address_is_given_twice));
