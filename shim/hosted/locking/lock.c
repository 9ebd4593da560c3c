// SPDX-License-Identifier: GPL-2.0-only
/*
 * Atomic context, spinlocks, mutexes and completions.
 */
#include <asm/barrier.h>
#include <asm/processor.h>
#include <linux/bug.h>
#include <linux/completion.h>
#include <linux/limits.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

#include "posix/posix.h"

/* See <asm/barrier.h>. */
int hosted_fence;

static __thread int atomic_depth;
static __thread unsigned long irqs_off;
static __thread u32 thread_id;

/* Never 0, which is nobody. */
u32 hosted_thread_id(void)
{
	static u32 last_id;

	if (!thread_id)
		thread_id = __atomic_add_fetch(&last_id, 1, __ATOMIC_RELAXED);
	return thread_id;
}

void hosted_atomic_enter(void)
{
	atomic_depth++;
}

void hosted_atomic_leave(void)
{
	BUG_ON(!atomic_depth);
	atomic_depth--;
}

int preempt_count(void)
{
	return atomic_depth;
}

bool irqs_disabled(void)
{
	return irqs_off;
}

unsigned long hosted_irq_save(void)
{
	unsigned long flags = irqs_off;

	irqs_off = 1;
	return flags;
}

void hosted_irq_restore(unsigned long flags)
{
	irqs_off = flags;
}

void __might_sleep(const char *file, int line)
{
	if (unlikely(atomic_depth || irqs_off))
		hosted_warn(file, line,
			    "sleeping function called in atomic context\n");
}

void cpu_relax(void)
{
	posix_yield();
}

int cond_resched(void)
{
	might_sleep();
	posix_yield();
	return 1;
}

void schedule(void)
{
	cond_resched();
}

/*
 * A holder may be waiting for the processor that the spinning thread is on, so
 * spinning soon turns into yielding.
 */
#define SPINS 100

static bool spin_try(spinlock_t *lock)
{
	u32 unlocked = 0;

	/* Pairs with the release in spin_unlock(). */
	return __atomic_compare_exchange_n(&lock->locked, &unlocked, 1, false,
					   __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

void spin_lock_init(spinlock_t *lock)
{
	WRITE_ONCE(lock->locked, 0);
	WRITE_ONCE(lock->owner, 0);
}

void spin_lock(spinlock_t *lock)
{
	u32 self = hosted_thread_id();
	int spins = 0;

	BUG_ON(READ_ONCE(lock->owner) == self);
	hosted_atomic_enter();
	while (!spin_try(lock))
		if (++spins > SPINS)
			posix_yield();
	WRITE_ONCE(lock->owner, self);
}

int spin_trylock(spinlock_t *lock)
{
	if (!spin_try(lock))
		return 0;
	hosted_atomic_enter();
	WRITE_ONCE(lock->owner, hosted_thread_id());
	return 1;
}

void spin_unlock(spinlock_t *lock)
{
	BUG_ON(READ_ONCE(lock->owner) != hosted_thread_id());
	WRITE_ONCE(lock->owner, 0);
	/* Pairs with the acquire in spin_try(). */
	smp_store_release(&lock->locked, 0);
	hosted_atomic_leave();
}

int spin_is_locked(spinlock_t *lock)
{
	return READ_ONCE(lock->locked);
}

/* A mutex's state; only CONTENDED has somebody asleep on it. */
enum { UNLOCKED, LOCKED, CONTENDED };

void mutex_init(struct mutex *lock)
{
	WRITE_ONCE(lock->state, UNLOCKED);
	WRITE_ONCE(lock->owner, 0);
}

int mutex_trylock(struct mutex *lock)
{
	int unlocked = UNLOCKED;

	if (!__atomic_compare_exchange_n(&lock->state, &unlocked, LOCKED,
					 false, __ATOMIC_ACQUIRE,
					 __ATOMIC_RELAXED))
		return 0;
	WRITE_ONCE(lock->owner, hosted_thread_id());
	return 1;
}

void mutex_lock(struct mutex *lock)
{
	might_sleep();
	if (mutex_trylock(lock))
		return;
	BUG_ON(READ_ONCE(lock->owner) == hosted_thread_id());
	while (__atomic_exchange_n(&lock->state, CONTENDED, __ATOMIC_ACQUIRE) !=
	       UNLOCKED)
		posix_futex_wait(&lock->state, CONTENDED);
	WRITE_ONCE(lock->owner, hosted_thread_id());
}

void mutex_unlock(struct mutex *lock)
{
	BUG_ON(READ_ONCE(lock->owner) != hosted_thread_id());
	WRITE_ONCE(lock->owner, 0);
	if (__atomic_exchange_n(&lock->state, UNLOCKED, __ATOMIC_RELEASE) ==
	    CONTENDED)
		posix_futex_wake(&lock->state, 1);
}

bool mutex_is_locked(struct mutex *lock)
{
	return READ_ONCE(lock->state) != UNLOCKED;
}

/* done counts what may pass; complete_all() makes it COMPLETE_ALL for good. */
#define COMPLETE_ALL INT_MAX

void init_completion(struct completion *x)
{
	__atomic_store_n(&x->done, 0, __ATOMIC_RELAXED);
}

void reinit_completion(struct completion *x)
{
	init_completion(x);
}

void complete(struct completion *x)
{
	int done = READ_ONCE(x->done);

	while (done != COMPLETE_ALL &&
	       !__atomic_compare_exchange_n(&x->done, &done, done + 1, false,
					    __ATOMIC_RELEASE,
					    __ATOMIC_RELAXED))
		;
	posix_futex_wake(&x->done, 1);
}

void complete_all(struct completion *x)
{
	/* Pairs with the acquires in try_wait_for_completion(). */
	smp_store_release(&x->done, COMPLETE_ALL);
	posix_futex_wake(&x->done, INT_MAX);
}

bool try_wait_for_completion(struct completion *x)
{
	/* Pairs with the release in complete() and complete_all(). */
	int done = smp_load_acquire(&x->done);

	while (done) {
		if (done == COMPLETE_ALL)
			return true;
		if (__atomic_compare_exchange_n(&x->done, &done, done - 1,
						false, __ATOMIC_ACQUIRE,
						__ATOMIC_ACQUIRE))
			return true;
	}
	return false;
}

void wait_for_completion(struct completion *x)
{
	might_sleep();
	while (!try_wait_for_completion(x))
		posix_futex_wait(&x->done, 0);
}

bool completion_done(struct completion *x)
{
	/* As in try_wait_for_completion(): who sees it sees what led to it. */
	return smp_load_acquire(&x->done);
}
