// SPDX-License-Identifier: GPL-2.0-only
/*
 * Kernel threads.
 */
#include <hosted/kernel.h>
#include <hosted/memory.h>
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kthread.h>
#include <linux/preempt.h>
#include <linux/sched.h>

#include "ktest.h"

static int until_stopped(void *data)
{
	complete(data);
	while (!kthread_should_stop())
		cond_resched();
	return -EINTR;
}

static void a_thread_is_told_to_stop(void)
{
	DECLARE_COMPLETION_ONSTACK(started);
	struct task_struct *task = kthread_run(until_stopped, &started, "x");

	wait_for_completion(&started);
	CHECK(!kthread_should_stop());
	CHECK(kthread_stop(task) == -EINTR);
}

static int ends_in_atomic_context(void *unused)
{
	(void)unused;
	preempt_disable();
	return 0;
}

static void a_thread_that_ends_in_atomic_context_is_reported(void)
{
	ktest_expect_warnings(1);
	hosted_log_quiet(true);
	kthread_stop(kthread_run(ends_in_atomic_context, NULL, "careless"));
	hosted_log_quiet(false);
	CHECK_EQ(hosted_log_count("careless"), 1);
}

static void a_thread_wants_memory(void)
{
	hosted_mem_fail(0, 1);
	CHECK_EQ(PTR_ERR(kthread_run(ends_in_atomic_context, NULL, "none")),
		 -ENOMEM);
}

KTEST_SUITE(kthread,
	KTEST(a_thread_is_told_to_stop),
	KTEST(a_thread_that_ends_in_atomic_context_is_reported),
	KTEST(a_thread_wants_memory));
