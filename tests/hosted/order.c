// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is fully ordered, acquires or releases hands over what was written before,
 * without a lock.  Two threads pass a plain variable to and fro; where an order is
 * missing TSan sees a race, and some processors lose a count.
 */
#include <asm/barrier.h>
#include <linux/atomic.h>
#include <linux/bitops.h>
#include <linux/completion.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/refcount.h>
#include <linux/sched.h>

#include "ktest.h"

#define TURNS 2000

static unsigned long plain;

/* Whose turn it is, in the form that the pair of calls wants. */
static atomic_t turn;
static atomic64_t turn64;
static int word;
static atomic_t box[2];
static int box_word[2];
static unsigned long bits;
static struct completion done[2];

/* The plain variable belongs to the thread of @turn, and to whoever has it. */
struct handover {
	void (*give)(int to);
	bool (*taken)(int by);
};

static const struct handover *handover;

static int takes_turns(void *data)
{
	int t;

	for (t = (long)data; t < TURNS; t += 2) {
		/* The first was given before the threads began. */
		while (t && !handover->taken(t))
			cpu_relax();
		plain++;
		handover->give(t + 1);
	}
	return 0;
}

static bool hands_over(const struct handover *how)
{
	struct task_struct *tasks[2];
	long t;

	handover = how;
	plain = 0;
	word = 0;
	bits = 0;
	atomic_set(&turn, 0);
	atomic64_set(&turn64, 0);
	for (t = 0; t < 2; t++) {
		atomic_set(&box[t], 0);
		init_completion(&done[t]);
		box_word[t] = 0;
	}
	for (t = 0; t < 2; t++)
		tasks[t] = kthread_run(takes_turns, (void *)t, "turns");
	for (t = 0; t < 2; t++)
		kthread_stop(tasks[t]);
	return plain == TURNS;
}

#define HANDOVER(name, give_, taken_)					\
static void name##_give(int to)						\
{									\
	(void)to;							\
	give_;								\
}									\
static bool name##_taken(int by)					\
{									\
	(void)by;							\
	return taken_;							\
}									\
static void name(void)							\
{									\
	const struct handover how = { name##_give, name##_taken };	\
									\
	CHECK(hands_over(&how));					\
}

HANDOVER(store_release_and_load_acquire,
	 smp_store_release(&word, to), smp_load_acquire(&word) == by)
HANDOVER(write_and_read_barrier,
	 smp_wmb(); WRITE_ONCE(word, to),
	 READ_ONCE(word) == by ? ({ smp_rmb(); true; }) : false)
HANDOVER(full_barriers,
	 smp_mb(); WRITE_ONCE(word, to),
	 READ_ONCE(word) == by ? ({ smp_mb(); true; }) : false)
HANDOVER(barriers_around_a_relaxed_atomic,
	 smp_mb__before_atomic(); atomic_inc(&turn),
	 atomic_read(&turn) == by ? ({ smp_mb__after_atomic(); true; }) : false)
HANDOVER(set_release_and_read_acquire,
	 atomic_set_release(&turn, to), atomic_read_acquire(&turn) == by)
HANDOVER(set_release_and_read_acquire_64,
	 atomic64_set_release(&turn64, to), atomic64_read_acquire(&turn64) == by)

/* What is fully ordered does both, here one and there the other. */
#define ORDERED(name, give_, taken_)					\
	HANDOVER(name##_gives, give_, atomic_read_acquire(&turn) == by)	\
	HANDOVER(name##_takes, atomic_set_release(&turn, to), taken_)

ORDERED(add_return, (void)atomic_add_return(1, &turn),
	atomic_add_return(0, &turn) == by)
ORDERED(sub_return, (void)atomic_sub_return(-1, &turn),
	atomic_sub_return(0, &turn) == by)
ORDERED(fetch_add, (void)atomic_fetch_add(1, &turn),
	atomic_fetch_add(0, &turn) == by)
/* Where it stores nothing it orders nothing. */
ORDERED(atomic_cmpxchg_old, (void)atomic_cmpxchg(&turn, to - 1, to),
	atomic_cmpxchg(&turn, by, by) == by)
ORDERED(add_unless, (void)atomic_add_unless(&turn, 1, -1),
	atomic_add_unless(&turn, 0, by - 1))

HANDOVER(atomic_xchg_gives, (void)atomic_xchg(&box[to & 1], to),
	 atomic_read_acquire(&box[by & 1]) == by)
HANDOVER(atomic_xchg_takes, atomic_set_release(&box[to & 1], to),
	 atomic_xchg(&box[by & 1], 0) == by)
HANDOVER(xchg_gives, (void)xchg(&box_word[to & 1], to),
	 smp_load_acquire(&box_word[by & 1]) == by)
HANDOVER(xchg_takes, smp_store_release(&box_word[to & 1], to),
	 xchg(&box_word[by & 1], 0) == by)
HANDOVER(cmpxchg_gives, (void)cmpxchg(&word, to - 1, to),
	 smp_load_acquire(&word) == by)
HANDOVER(cmpxchg_takes, smp_store_release(&word, to),
	 cmpxchg(&word, by, by) == by)
HANDOVER(a_completion_that_is_looked_at,
	 complete(&done[to & 1]),
	 completion_done(&done[by & 1]) ?
	 ({ reinit_completion(&done[by & 1]); true; }) : false)
HANDOVER(a_completion_that_is_tried,
	 complete(&done[to & 1]), try_wait_for_completion(&done[by & 1]))
HANDOVER(bits_that_are_tested_and_set,
	 (void)test_and_set_bit(to & 1, &bits),
	 test_and_clear_bit(by & 1, &bits))

/* A bit as a lock. */
static int counts_under_the_bit(void *data)
{
	int i;

	(void)data;
	for (i = 0; i < TURNS; i++) {
		while (test_and_set_bit_lock(5, &bits))
			cpu_relax();
		plain++;
		clear_bit_unlock(5, &bits);
	}
	return 0;
}

static void a_bit_is_a_lock(void)
{
	struct task_struct *tasks[2];
	int t;

	plain = 0;
	bits = 0;
	for (t = 0; t < 2; t++)
		tasks[t] = kthread_run(counts_under_the_bit, NULL, "bit");
	for (t = 0; t < 2; t++)
		kthread_stop(tasks[t]);
	CHECK_EQ(plain, 2 * TURNS);
	CHECK_EQ(bits, 0);
}

/* Who drops the last reference sees what everybody did before dropping his. */
#define OBJECTS 500

static struct {
	refcount_t refs;
	int done[2];
} objects[OBJECTS];
static atomic_t lasts, unseen;

static int drops(void *data)
{
	long me = (long)data;
	int i;

	for (i = 0; i < OBJECTS; i++) {
		objects[i].done[me] = 1;
		if (!refcount_dec_and_test(&objects[i].refs))
			continue;
		atomic_inc(&lasts);
		if (objects[i].done[0] + objects[i].done[1] != 2)
			atomic_inc(&unseen);
	}
	return 0;
}

static void the_last_reference_sees_all(void)
{
	struct task_struct *tasks[2];
	long t;
	int i;

	atomic_set(&lasts, 0);
	atomic_set(&unseen, 0);
	for (i = 0; i < OBJECTS; i++) {
		refcount_set(&objects[i].refs, 2);
		objects[i].done[0] = objects[i].done[1] = 0;
	}
	for (t = 0; t < 2; t++)
		tasks[t] = kthread_run(drops, (void *)t, "drops");
	for (t = 0; t < 2; t++)
		kthread_stop(tasks[t]);
	CHECK_EQ(atomic_read(&lasts), OBJECTS);
	CHECK_EQ(atomic_read(&unseen), 0);
}

KTEST_SUITE(order,
	KTEST(store_release_and_load_acquire),
	KTEST(write_and_read_barrier),
	KTEST(full_barriers),
	KTEST(barriers_around_a_relaxed_atomic),
	KTEST(set_release_and_read_acquire),
	KTEST(set_release_and_read_acquire_64),
	KTEST(add_return_gives),
	KTEST(add_return_takes),
	KTEST(sub_return_gives),
	KTEST(sub_return_takes),
	KTEST(fetch_add_gives),
	KTEST(fetch_add_takes),
	KTEST(atomic_cmpxchg_old_gives),
	KTEST(atomic_cmpxchg_old_takes),
	KTEST(add_unless_gives),
	KTEST(add_unless_takes),
	KTEST(atomic_xchg_gives),
	KTEST(atomic_xchg_takes),
	KTEST(xchg_gives),
	KTEST(xchg_takes),
	KTEST(cmpxchg_gives),
	KTEST(cmpxchg_takes),
	KTEST(a_completion_that_is_looked_at),
	KTEST(a_completion_that_is_tried),
	KTEST(bits_that_are_tested_and_set),
	KTEST(a_bit_is_a_lock),
	KTEST(the_last_reference_sees_all));
