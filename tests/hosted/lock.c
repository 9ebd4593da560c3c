// SPDX-License-Identifier: GPL-2.0-only
/*
 * Locks, completions, threads, atomic context; run it under TSan as well.
 */
#include <hosted/kernel.h>
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/kernel.h>
#include <linux/kref.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/ktime.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>

#include "ktest.h"

#define ROUNDS 20000
#define THREADS 3

static DEFINE_SPINLOCK(spin);
static DEFINE_MUTEX(mutex);
static unsigned long plain;		/* what the lock protects */
static atomic_t together;

/* All are there before the first begins. */
static atomic_t arrived;

static void start_together(int threads)
{
	atomic_inc(&arrived);
	while (atomic_read(&arrived) < threads)
		cpu_relax();
}

static void run_threads(int (*fn)(void *))
{
	struct task_struct *tasks[THREADS];
	int i;

	plain = 0;
	atomic_set(&arrived, 0);
	for (i = 0; i < THREADS; i++)
		tasks[i] = kthread_run(fn, NULL, "locker");
	for (i = 0; i < THREADS; i++)
		kthread_stop(tasks[i]);
}

static int with_spinlock(void *data)
{
	unsigned long flags;
	int i;

	(void)data;
	start_together(THREADS);
	for (i = 0; i < ROUNDS; i++) {
		spin_lock_irqsave(&spin, flags);
		if (atomic_inc_return(&together) != 1)
			ktest_fail(__FILE__, __LINE__, "two in a spinlock");
		/* Let the others try, every now and then. */
		if (i % 64 == 0)
			cpu_relax();
		plain++;
		atomic_dec(&together);
		spin_unlock_irqrestore(&spin, flags);
	}
	return 0;
}

static int with_mutex(void *data)
{
	int i;

	(void)data;
	start_together(THREADS);
	for (i = 0; i < ROUNDS; i++) {
		mutex_lock(&mutex);
		if (atomic_inc_return(&together) != 1)
			ktest_fail(__FILE__, __LINE__, "two in a mutex");
		/* Let the others try, every now and then. */
		if (i % 64 == 0)
			cpu_relax();
		plain++;
		atomic_dec(&together);
		mutex_unlock(&mutex);
	}
	return 0;
}

static void a_spinlock_excludes(void)
{
	run_threads(with_spinlock);
	CHECK_EQ(plain, THREADS * ROUNDS);
}

static void a_mutex_excludes(void)
{
	run_threads(with_mutex);
	CHECK_EQ(plain, THREADS * ROUNDS);
}

/* By nothing but the lock: what counts above orders, too. */
static int with_mutex_by_trying(void *data)
{
	int i;

	(void)data;
	start_together(THREADS);
	for (i = 0; i < ROUNDS; i++) {
		while (!mutex_trylock(&mutex))
			cpu_relax();
		plain++;
		mutex_unlock(&mutex);
	}
	return 0;
}

static void a_mutex_excludes_who_tries(void)
{
	run_threads(with_mutex_by_trying);
	CHECK_EQ(plain, THREADS * ROUNDS);
}

static int try_both(void *data)
{
	(void)data;
	/* That somebody holds it is not enough. */
	return spin_trylock(&spin) + 2 * mutex_trylock(&mutex) +
	       4 * lockdep_is_held(&mutex);
}

static void trying_a_lock_that_is_taken(void)
{
	struct task_struct *task;

	mutex_lock(&mutex);
	spin_lock(&spin);
	CHECK(spin_is_locked(&spin) && mutex_is_locked(&mutex));
	lockdep_assert_held(&spin);
	lockdep_assert_held(&mutex);
	spin_unlock(&spin);
	/* Starting a thread may sleep; hold it by hand. */
	__atomic_store_n(&spin.locked, 1, __ATOMIC_SEQ_CST);
	task = kthread_run(try_both, NULL, "try");
	CHECK_EQ(kthread_stop(task), 0);
	__atomic_store_n(&spin.locked, 0, __ATOMIC_SEQ_CST);
	mutex_unlock(&mutex);
	CHECK(!spin_is_locked(&spin) && !mutex_is_locked(&mutex));

	CHECK(spin_trylock(&spin));
	spin_unlock(&spin);
	CHECK(mutex_trylock(&mutex));
	mutex_unlock(&mutex);
}

static void not_holding_a_lock_is_reported(void)
{
	ktest_expect_warnings(2);
	hosted_log_quiet(true);
	lockdep_assert_held(&spin);
	lockdep_assert_held(&mutex);
	hosted_log_quiet(false);
}

static void a_spinlock_makes_the_context_atomic(void)
{
	unsigned long flags;

	CHECK(!in_atomic());
	spin_lock(&spin);
	CHECK(in_atomic() && !irqs_disabled());
	spin_unlock(&spin);
	spin_lock_irqsave(&spin, flags);
	CHECK(in_atomic() && irqs_disabled());
	spin_unlock_irqrestore(&spin, flags);
	CHECK(!in_atomic() && !irqs_disabled());
	preempt_disable();
	CHECK_EQ(preempt_count(), 1);
	preempt_enable();
}

static void interrupts_come_back_with_the_outermost(void)
{
	unsigned long outer, inner;

	local_irq_save(outer);
	local_irq_save(inner);
	local_irq_restore(inner);
	CHECK(irqs_disabled());
	local_irq_restore(outer);
	CHECK(!irqs_disabled());
}

static void sleeping_in_atomic_context_is_reported(void)
{
	unsigned long flags;

	ktest_expect_warnings(3);
	hosted_log_quiet(true);
	might_sleep();
	spin_lock(&spin);
	might_sleep();
	might_sleep_if(false);
	mutex_lock(&mutex);
	mutex_unlock(&mutex);
	spin_unlock(&spin);
	local_irq_save(flags);
	might_sleep();
	local_irq_restore(flags);
	hosted_log_quiet(false);
	CHECK_EQ(hosted_log_count("sleeping function"), 3);
}

static struct completion ping, pong;

static int answer(void *data)
{
	int i;

	(void)data;
	for (i = 0; i < 1000; i++) {
		wait_for_completion(&ping);
		plain++;
		complete(&pong);
	}
	return 7;
}

static void completions_hand_over(void)
{
	struct task_struct *task;
	int i;

	plain = 0;
	init_completion(&ping);
	init_completion(&pong);
	task = kthread_run(answer, NULL, "answer");
	for (i = 0; i < 1000; i++) {
		/* Ours while the other waits: no lock, and no race. */
		plain++;
		complete(&ping);
		wait_for_completion(&pong);
		CHECK_EQ(plain, 2 * (i + 1));
	}
	CHECK_EQ(kthread_stop(task), 7);
}

static DECLARE_COMPLETION(published);

static int reads_when_published(void *data)
{
	(void)data;
	wait_for_completion(&published);
	return plain;
}

static void completions_let_all_go(void)
{
	struct task_struct *tasks[THREADS];
	int i;

	reinit_completion(&published);
	plain = 0;
	for (i = 0; i < THREADS; i++)
		tasks[i] = kthread_run(reads_when_published, NULL, "reads");
	plain = 42;
	complete_all(&published);
	for (i = 0; i < THREADS; i++)
		CHECK_EQ(kthread_stop(tasks[i]), 42);
}

static void completions_count(void)
{
	DECLARE_COMPLETION_ONSTACK(x);

	CHECK(!completion_done(&x) && !try_wait_for_completion(&x));
	complete(&x);
	complete(&x);
	CHECK(completion_done(&x));
	wait_for_completion(&x);
	CHECK(try_wait_for_completion(&x));
	CHECK(!try_wait_for_completion(&x));
	complete_all(&x);
	wait_for_completion(&x);
	wait_for_completion(&x);
	CHECK(completion_done(&x));
	reinit_completion(&x);
	CHECK(!completion_done(&x));
}

static atomic_t counter;
static atomic64_t counter64;

static int count(void *data)
{
	int i;

	(void)data;
	start_together(THREADS);
	for (i = 0; i < ROUNDS; i++) {
		atomic_inc(&counter);
		atomic64_add(1LL << 32, &counter64);
	}
	return 0;
}

static void atomics_lose_nothing(void)
{
	atomic_set(&counter, 0);
	atomic64_set(&counter64, 0);
	run_threads(count);
	CHECK_EQ(atomic_read(&counter), THREADS * ROUNDS);
	CHECK_EQ(atomic64_read(&counter64), (THREADS * ROUNDS + 0LL) << 32);
}

static void atomics_return_what_they_say(void)
{
	atomic_t v = ATOMIC_INIT(5);
	unsigned long word = 1;

	CHECK_EQ(atomic_add_return(3, &v), 8);
	CHECK_EQ(atomic_fetch_add(2, &v), 8);
	CHECK_EQ(atomic_sub_return(9, &v), 1);
	CHECK(atomic_dec_and_test(&v));
	CHECK(!atomic_inc_not_zero(&v));
	CHECK_EQ(atomic_inc_return(&v), 1);
	CHECK(atomic_inc_not_zero(&v));
	CHECK(!atomic_add_unless(&v, 5, 2));
	CHECK(atomic_add_unless(&v, 5, 3));
	CHECK_EQ(atomic_cmpxchg(&v, 6, 1), 7);
	CHECK_EQ(atomic_cmpxchg(&v, 7, 1), 7);
	CHECK_EQ(atomic_xchg(&v, 9), 1);
	CHECK_EQ(atomic_read(&v), 9);
	CHECK_EQ(cmpxchg(&word, 2, 3), 1);
	CHECK_EQ(cmpxchg(&word, 1, 3), 1);
	CHECK_EQ(xchg(&word, 4), 3);
	CHECK_EQ(word, 4);
}

static int released;

static void release(struct kref *kref)
{
	(void)kref;
	released++;
}

static void exchanges_of_both_sizes(void)
{
	u64 wide = 1ULL << 40;
	u32 narrow = 7;

	CHECK_EQ(cmpxchg64(&wide, 0, 1), 1ULL << 40);
	CHECK_EQ(cmpxchg64(&wide, 1ULL << 40, 1ULL << 41), 1ULL << 40);
	CHECK_EQ(cmpxchg64_relaxed(&wide, 1ULL << 41, 2), 1ULL << 41);
	CHECK_EQ(wide, 2);
	CHECK_EQ(cmpxchg_relaxed(&narrow, 8, 9), 7);
	CHECK_EQ(cmpxchg_relaxed(&narrow, 7, 9), 7);
	CHECK_EQ(narrow, 9);
}

/* No interrupt handler runs here: they differ in what they say of the context. */
static void spinlocks_by_all_their_names(void)
{
	spinlock_t own;
	raw_spinlock_t raw;

	spin_lock_init(&own);
	raw_spin_lock_init(&raw);
	CHECK(!spin_is_locked(&own));
	spin_lock_bh(&own);
	CHECK(in_atomic() && spin_is_locked(&own) && lockdep_is_held(&own));
	assert_spin_locked(&own);
	spin_unlock_bh(&own);
	spin_lock_irq(&own);
	CHECK(in_atomic() && spin_is_locked(&own));
	spin_unlock_irq(&own);
	raw_spin_lock(&raw);
	CHECK(in_atomic() && spin_is_locked(&raw));
	raw_spin_unlock(&raw);
	CHECK(!in_atomic() && !lockdep_is_held(&own));
}

static void references(void)
{
	refcount_t r = REFCOUNT_INIT(1);
	struct kref k;

	kref_init(&k);
	kref_get(&k);
	released = 0;
	CHECK_EQ(kref_put(&k, release), 0);
	CHECK_EQ(kref_put(&k, release), 1);
	CHECK_EQ(released, 1);

	refcount_inc(&r);
	CHECK_EQ(refcount_read(&r), 2);
	CHECK(!refcount_dec_and_test(&r));
	CHECK(refcount_dec_and_test(&r));
	CHECK(!refcount_inc_not_zero(&r));
	ktest_expect_warnings(2);
	hosted_log_quiet(true);
	refcount_inc(&r);
	CHECK(!refcount_dec_and_test(&r));
	hosted_log_quiet(false);
}

/* Store buffering: with a full barrier not both can miss the other's store. */
#define LITMUS_ROUNDS 20000

static atomic_t flags[2];
static u8 saw[2][LITMUS_ROUNDS];

static int store_then_load(void *data)
{
	long me = (long)data;
	int i;

	for (i = 0; i < LITMUS_ROUNDS; i++) {
		start_together(2 * (i + 1));
		atomic_xchg(&flags[me], i + 1);
		saw[me][i] = atomic_read(&flags[!me]) == i + 1;
	}
	return 0;
}

static void a_full_barrier_orders_store_and_load(void)
{
	struct task_struct *tasks[2];
	int i, missed = 0;
	long t;

	atomic_set(&arrived, 0);
	for (t = 0; t < 2; t++) {
		atomic_set(&flags[t], 0);
		tasks[t] = kthread_run(store_then_load, (void *)t, "litmus");
	}
	for (t = 0; t < 2; t++)
		kthread_stop(tasks[t]);
	for (i = 0; i < LITMUS_ROUNDS; i++)
		missed += !saw[0][i] && !saw[1][i];
	CHECK_EQ(missed, 0);
}

static bool got_it;

static int waits_for_the_mutex(void *data)
{
	(void)data;
	mutex_lock(&mutex);
	WRITE_ONCE(got_it, true);
	mutex_unlock(&mutex);
	return 0;
}

/* It sleeps by then, and only the holder can wake it. */
static void who_waits_for_a_mutex_is_woken(void)
{
	struct task_struct *task;
	ktime_t begin;
	int i;

	for (i = 0; i < 5; i++) {
		got_it = false;
		mutex_lock(&mutex);
		task = kthread_run(waits_for_the_mutex, NULL, "waiter");
		begin = ktime_get();
		while (READ_ONCE(mutex.state) < 2 ||
		       ktime_get() - begin < 2000000)
			cond_resched();
		CHECK(!READ_ONCE(got_it));
		mutex_unlock(&mutex);
		begin = ktime_get();
		while (!READ_ONCE(got_it) && ktime_get() - begin < 5000000000)
			cond_resched();
		CHECK(READ_ONCE(got_it));
		kthread_stop(task);
	}
}

KTEST_SUITE(lock,
	KTEST(a_spinlock_excludes),
	KTEST(a_mutex_excludes),
	KTEST(a_mutex_excludes_who_tries),
	KTEST(who_waits_for_a_mutex_is_woken),
	KTEST(trying_a_lock_that_is_taken),
	KTEST(not_holding_a_lock_is_reported),
	KTEST(a_spinlock_makes_the_context_atomic),
	KTEST(interrupts_come_back_with_the_outermost),
	KTEST(sleeping_in_atomic_context_is_reported),
	KTEST(completions_hand_over),
	KTEST(completions_let_all_go),
	KTEST(completions_count),
	KTEST(atomics_lose_nothing),
	KTEST(atomics_return_what_they_say),
	KTEST(exchanges_of_both_sizes),
	KTEST(spinlocks_by_all_their_names),
	KTEST(references),
	KTEST(a_full_barrier_orders_store_and_load));
