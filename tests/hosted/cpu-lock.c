// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lock of per-CPU data: it excludes, whoever it is biased to, and it is
 * biased to who has it alone.
 */
#include <asm/processor.h>
#include <hosted/kernel.h>
#include <linux/atomic.h>
#include <linux/kernel.h>
#include <linux/kthread.h>

#include "../../shim/hosted/locking/cpu-lock.h"
#include "ktest.h"

#define OFTEN 200	/* until it is biased */
#define THREADS 4

static struct cpu_lock lock;
static unsigned long counter;

/* So many sections; how many of them were free of the spinlock. */
static unsigned long sections(unsigned long n)
{
	unsigned long biased = 0;

	while (n--) {
		u32 *word = cpu_lock(&lock);

		unsigned long seen = READ_ONCE(counter);

		/* Not atomic, and others come in between: two lose one. */
		if (!(n % 32))
			cpu_relax();
		WRITE_ONCE(counter, seen + 1);
		biased += word != NULL;
		cpu_unlock(&lock, word);
	}
	return biased;
}

static void setup(void)
{
	cpu_lock_init(&lock);
	counter = 0;
}

static int enters(void *data)
{
	unsigned long *biased = data;

	*biased = sections(*biased);
	return 0;
}

static unsigned long in_another_thread(unsigned long n)
{
	kthread_stop(kthread_run(enters, &n, "enters"));
	return n;
}

static void its_own_thread_needs_no_spinlock(void)
{
	setup();
	/* Not at once, but soon and for good. */
	CHECK_EQ(sections(10), 0);
	sections(OFTEN);
	CHECK_EQ(sections(1000), 1000);
	CHECK_EQ(counter, 10 + OFTEN + 1000);
}

static void who_else_comes_takes_it_away(void)
{
	setup();
	sections(OFTEN);
	CHECK_EQ(sections(1), 1);
	CHECK_EQ(in_another_thread(1), 0);
	CHECK_EQ(sections(1), 0);
	/* And has it, when it goes on alone. */
	CHECK(in_another_thread(OFTEN));
	CHECK_EQ(sections(1), 0);
	sections(OFTEN);
	CHECK_EQ(sections(1), 1);
	/* By turns it is nobody's. */
	for (int i = 0; i < OFTEN; i++) {
		sections(1);
		CHECK_EQ(in_another_thread(1), 0);
	}
	CHECK_EQ(sections(3), 0);
}

/* More threads than there are words: each gives its own back. */
static void a_thread_that_ends_leaves_its_word(void)
{
	int i;

	setup();
	for (i = 0; i < 300; i++)
		in_another_thread(1);
	CHECK(in_another_thread(2 * OFTEN) > OFTEN);
}

static void one_at_a_time(void)
{
	struct task_struct *tasks[THREADS];
	unsigned long n[THREADS], sum = 0;
	int i, round;

	setup();
	for (round = 0; round < 20; round++) {
		for (i = 0; i < THREADS; i++) {
			/* Some so short that others have it alone. */
			n[i] = i ? 3000 << (round % 4) : 20;
			sum += n[i];
			tasks[i] = kthread_run(enters, &n[i], "enters");
		}
		sum += 500;
		sections(500);
		for (i = 0; i < THREADS; i++)
			kthread_stop(tasks[i]);
		CHECK_EQ(counter, sum);
	}
}

static void other_locks_are_other_locks(void)
{
	struct cpu_lock other;
	u32 *word;

	setup();
	sections(OFTEN);
	cpu_lock_init(&other);
	word = cpu_lock(&other);
	CHECK(!word);
	cpu_unlock(&other, word);
	CHECK_EQ(sections(1), 1);
}

static void a_barrier_in_every_thread(void)
{
	CHECK(hosted_barrier_everywhere());
}

KTEST_SUITE(cpu_lock,
	KTEST(its_own_thread_needs_no_spinlock),
	KTEST(who_else_comes_takes_it_away),
	KTEST(a_thread_that_ends_leaves_its_word),
	KTEST(one_at_a_time),
	KTEST(other_locks_are_other_locks),
	KTEST(a_barrier_in_every_thread));
