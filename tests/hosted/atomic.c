// SPDX-License-Identifier: GPL-2.0-only
/*
 * Atomics and barriers where it matters: between CPUs.  With one CPU these
 * hold by themselves; they never fail where nothing is wrong.
 */
#include <asm/barrier.h>
#include <linux/atomic.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/sched.h>

#include "ktest.h"

/* Both threads come here, then both go on, as close together as it gets. */
struct meeting {
	int count;
};

static void meet(struct meeting *m, int round)
{
	int spins = 0;

	__atomic_add_fetch(&m->count, 1, __ATOMIC_SEQ_CST);
	while (__atomic_load_n(&m->count, __ATOMIC_SEQ_CST) < 2 * (round + 1))
		if (++spins > 2000)
			cpu_relax();
}

static void run_two(int (*fn)(void *data))
{
	struct task_struct *a = kthread_run(fn, (void *)0, "a");
	struct task_struct *b = kthread_run(fn, (void *)1, "b");

	kthread_stop(a);
	kthread_stop(b);
}

#ifdef __SANITIZE_THREAD__
#define COUNTS 20000		/* it needs no luck */
#else
#define COUNTS 2000000
#endif
#define MEETINGS 100

static atomic_t up, down, both;
static struct meeting counters;

static int counts(void *data)
{
	int i;

	(void)data;
	for (i = 0; i < COUNTS; i++) {
		/* Again and again: they may have lost each other. */
		if (i % (COUNTS / MEETINGS) == 0)
			meet(&counters, i / (COUNTS / MEETINGS));
		atomic_inc(&up);
		atomic_dec(&down);
		atomic_add(3, &both);
		atomic_sub(3, &both);
	}
	return 0;
}

static void no_count_is_lost(void)
{
	counters.count = 0;
	atomic_set(&up, 0);
	atomic_set(&down, 2 * COUNTS);
	atomic_set(&both, 7);
	run_two(counts);
	CHECK_EQ(atomic_read(&up), 2 * COUNTS);
	CHECK_EQ(atomic_read(&down), 0);
	CHECK_EQ(atomic_read(&both), 7);
}

/*
 * Store buffering: each stores to its own and reads the other's.  With a full
 * barrier between, at least one of them sees the other's store.
 */
#define ROUNDS 100000

static struct {
	int x __aligned(64);
	int y __aligned(64);
	int seen[2];
} sb;
static struct meeting start, end;
static int both_saw_nothing;

static int stores_and_looks(void *data)
{
	bool first = !data;
	int i, seen;

	for (i = 0; i < ROUNDS; i++) {
		meet(&start, i);
		if (first) {
			WRITE_ONCE(sb.x, 1);
			smp_mb();
			seen = READ_ONCE(sb.y);
		} else {
			WRITE_ONCE(sb.y, 1);
			smp_mb();
			seen = READ_ONCE(sb.x);
		}
		WRITE_ONCE(sb.seen[first], seen);
		meet(&end, 2 * i);
		if (first) {
			both_saw_nothing += !sb.seen[0] && !sb.seen[1];
			sb.x = 0;
			sb.y = 0;
		}
		meet(&end, 2 * i + 1);
	}
	return 0;
}

static void a_full_barrier_orders_a_store_before_a_load(void)
{
	start.count = 0;
	end.count = 0;
	both_saw_nothing = 0;
	run_two(stores_and_looks);
	CHECK_EQ(both_saw_nothing, 0);
}

/* Message passing: who sees the flag sees what was written before it. */
#define MESSAGES 200000

static struct {
	int data __aligned(64);
	int flag __aligned(64);
} mp;
static int torn;

static int passes_messages(void *data)
{
	int i, flag;

	for (i = 1; i <= MESSAGES; i++) {
		if (!data) {
			WRITE_ONCE(mp.data, i);
			smp_store_release(&mp.flag, i);
		} else {
			flag = smp_load_acquire(&mp.flag);
			torn += READ_ONCE(mp.data) < flag;
		}
	}
	return 0;
}

static void a_release_is_seen_with_what_came_before(void)
{
	mp.data = 0;
	mp.flag = 0;
	torn = 0;
	run_two(passes_messages);
	CHECK_EQ(torn, 0);
}

KTEST_SUITE(atomic,
	KTEST(no_count_is_lost),
	KTEST(a_full_barrier_orders_a_store_before_a_load),
	KTEST(a_release_is_seen_with_what_came_before));
