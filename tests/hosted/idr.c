// SPDX-License-Identifier: GPL-2.0-only
/*
 * Numbers that are given out.
 */
#include <hosted/kernel.h>
#include <hosted/memory.h>
#include <linux/idr.h>
#include <linux/kernel.h>
#include <linux/kthread.h>

#include "ktest.h"

static DEFINE_IDA(ida);

static void the_lowest_first(void)
{
	int i;

	for (i = 0; i < 300; i++)
		CHECK_EQ(ida_alloc(&ida, GFP_KERNEL), i);
	ida_free(&ida, 7);
	ida_free(&ida, 200);
	CHECK_EQ(ida_alloc(&ida, GFP_KERNEL), 7);
	CHECK_EQ(ida_alloc(&ida, GFP_KERNEL), 200);
	CHECK_EQ(ida_alloc(&ida, GFP_KERNEL), 300);
	CHECK(!ida_is_empty(&ida));
	/* The memory goes with the last of them: ktest looks. */
	for (i = 0; i <= 300; i++)
		ida_free(&ida, i);
	CHECK(ida_is_empty(&ida));
}

static void within_a_range(void)
{
	CHECK_EQ(ida_alloc_range(&ida, 5, 6, GFP_KERNEL), 5);
	CHECK_EQ(ida_alloc_range(&ida, 5, 6, GFP_KERNEL), 6);
	CHECK_EQ(ida_alloc_range(&ida, 5, 6, GFP_KERNEL), -ENOSPC);
	CHECK_EQ(ida_alloc_min(&ida, 6, GFP_KERNEL), 7);
	CHECK_EQ(ida_alloc_max(&ida, 0, GFP_KERNEL), 0);
	CHECK_EQ(ida_alloc_max(&ida, 0, GFP_KERNEL), -ENOSPC);
	CHECK_EQ(ida_alloc_min(&ida, 1000, GFP_KERNEL), 1000);
	CHECK_EQ(ida_alloc_range(&ida, 63, 63, GFP_KERNEL), 63);
	CHECK_EQ(ida_alloc_range(&ida, 63, 63, GFP_KERNEL), -ENOSPC);
	CHECK_EQ(ida_alloc_range(&ida, -1, 3, GFP_KERNEL), -ENOSPC);
	ida_destroy(&ida);
	CHECK(ida_is_empty(&ida));
	CHECK_EQ(ida_alloc(&ida, GFP_KERNEL), 0);
	ida_free(&ida, 0);
}

static void freeing_what_is_not_allocated_is_reported(void)
{
	CHECK_EQ(ida_alloc(&ida, GFP_KERNEL), 0);
	ktest_expect_warnings(2);
	hosted_log_quiet(true);
	ida_free(&ida, 1);
	ida_free(&ida, 100000);
	hosted_log_quiet(false);
	CHECK(!ida_is_empty(&ida));
	ida_free(&ida, 0);
}

static void without_memory(void)
{
	hosted_mem_fail(0, 1);
	CHECK_EQ(ida_alloc(&ida, GFP_KERNEL), -ENOMEM);
	CHECK_EQ(hosted_mem_fail(0, 0), 1);
	CHECK(ida_is_empty(&ida));
}

#define CPUS 4
static u8 owned[4096];

static int takes_and_gives(void *unused)
{
	int i, id;

	(void)unused;
	for (i = 0; i < 5000; i++) {
		id = ida_alloc(&ida, GFP_KERNEL);
		if (id < 0 ||
		    __atomic_exchange_n(&owned[id], 1, __ATOMIC_SEQ_CST))
			ktest_fail(__FILE__, __LINE__, "given twice");
		__atomic_store_n(&owned[id], 0, __ATOMIC_SEQ_CST);
		ida_free(&ida, id);
	}
	return 0;
}

static void no_number_is_given_twice(void)
{
	struct task_struct *tasks[CPUS];
	int i;

	for (i = 0; i < CPUS; i++)
		tasks[i] = kthread_run(takes_and_gives, NULL, "takes");
	for (i = 0; i < CPUS; i++)
		kthread_stop(tasks[i]);
	CHECK(ida_is_empty(&ida));
}

KTEST_SUITE(idr,
	KTEST(the_lowest_first),
	KTEST(within_a_range),
	KTEST(freeing_what_is_not_allocated_is_reported),
	KTEST(without_memory),
	KTEST(no_number_is_given_twice));
