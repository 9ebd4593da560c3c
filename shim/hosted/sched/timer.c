// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ticks and timers: a thread sleeps until the first of them is due.
 */
#include <hosted/time.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

#include "posix/posix.h"

#define NSEC_PER_TICK (1000000000 / HZ)

static DEFINE_SPINLOCK(timer_lock);	/* of all that follows */
static LIST_HEAD(pending);		/* by when they expire */
static struct timer_list *running;
static bool frozen;
static unsigned long frozen_at;
static s64 boot_ns;			/* when jiffies were INITIAL_JIFFIES */
static int thread_wakes;		/* what the thread sleeps on */
static bool thread_there;

static unsigned long ticks(void)
{
	return INITIAL_JIFFIES + (ktime_get() - boot_ns) / NSEC_PER_TICK;
}

unsigned long hosted_jiffies(void)
{
	unsigned long flags, now;

	spin_lock_irqsave(&timer_lock, flags);
	if (!boot_ns)
		boot_ns = ktime_get();
	now = frozen ? frozen_at : ticks();
	spin_unlock_irqrestore(&timer_lock, flags);
	return now;
}

static void wake_thread(void)
{
	__atomic_fetch_add(&thread_wakes, 1, __ATOMIC_RELEASE);
	posix_futex_wake(&thread_wakes, 1);
}

static struct timer_list *first(void)
{
	return list_first_entry_or_null(&pending, struct timer_list, entry);
}

/* Calls the function of a timer that is due; with the lock, which it drops. */
static void run(struct timer_list *timer)
{
	list_del_init(&timer->entry);
	running = timer;
	spin_unlock(&timer_lock);

	preempt_disable();
	timer->function(timer);
	preempt_enable();

	/* The timer may be gone. */
	spin_lock(&timer_lock);
	running = NULL;
}

static void *timer_thread(void *unused)
{
	struct timer_list *timer;
	s64 due;
	int wakes;

	(void)unused;
	for (;;) {
		/* Pairs with the release in wake_thread(). */
		wakes = __atomic_load_n(&thread_wakes, __ATOMIC_ACQUIRE);
		due = 0;
		spin_lock(&timer_lock);
		while (!frozen && (timer = first()) &&
		       time_after_eq(ticks(), timer->expires))
			run(timer);
		if (!frozen && first())
			due = boot_ns + (s64)(first()->expires -
					      INITIAL_JIFFIES) * NSEC_PER_TICK;
		spin_unlock(&timer_lock);
		if (due)
			posix_futex_wait_until(&thread_wakes, wakes, due);
		else
			posix_futex_wait(&thread_wakes, wakes);
	}
	return NULL;
}

void timer_setup(struct timer_list *timer,
		 void (*function)(struct timer_list *timer), u32 flags)
{
	INIT_LIST_HEAD(&timer->entry);
	timer->function = function;
	timer->flags = flags;
}

static int detach(struct timer_list *timer)
{
	if (list_empty(&timer->entry))
		return 0;
	list_del_init(&timer->entry);
	return 1;
}

int mod_timer(struct timer_list *timer, unsigned long expires)
{
	struct timer_list *pos;
	unsigned long flags;
	bool start;
	int ret;

	hosted_jiffies();
	spin_lock_irqsave(&timer_lock, flags);
	ret = detach(timer);
	timer->expires = expires;
	list_for_each_entry(pos, &pending, entry)
		if (time_after(pos->expires, expires))
			break;
	list_add_tail(&timer->entry, &pos->entry);
	start = !thread_there;
	thread_there = true;
	spin_unlock_irqrestore(&timer_lock, flags);

	if (start)
		BUG_ON(!posix_thread_start(timer_thread, NULL));
	else
		wake_thread();
	return ret;
}

void add_timer(struct timer_list *timer)
{
	BUG_ON(timer_pending(timer));
	mod_timer(timer, timer->expires);
}

int del_timer(struct timer_list *timer)
{
	unsigned long flags;
	int ret;

	spin_lock_irqsave(&timer_lock, flags);
	ret = detach(timer);
	spin_unlock_irqrestore(&timer_lock, flags);
	return ret;
}

int del_timer_sync(struct timer_list *timer)
{
	unsigned long flags;
	int ret = 0;
	bool runs;

	do {
		spin_lock_irqsave(&timer_lock, flags);
		ret |= detach(timer);
		runs = running == timer;
		spin_unlock_irqrestore(&timer_lock, flags);
		if (runs)
			cpu_relax();
	} while (runs);
	return ret;
}

bool timer_pending(const struct timer_list *timer)
{
	return !list_empty(&timer->entry);
}

void hosted_time_freeze(bool freeze)
{
	bool runs;

	hosted_jiffies();
	do {
		spin_lock(&timer_lock);
		if (freeze && !frozen)
			frozen_at = ticks();
		else if (!freeze && frozen)
			boot_ns -= (s64)(frozen_at - ticks()) * NSEC_PER_TICK;
		frozen = freeze;
		runs = freeze && running;
		spin_unlock(&timer_lock);
		if (runs)
			cpu_relax();
	} while (runs);
	wake_thread();
}

void hosted_time_advance(unsigned int msecs)
{
	struct timer_list *timer;
	unsigned long until;

	spin_lock(&timer_lock);
	BUG_ON(!frozen);
	until = frozen_at + msecs_to_jiffies(msecs);
	while ((timer = first()) && time_before_eq(timer->expires, until)) {
		if (time_after(timer->expires, frozen_at))
			frozen_at = timer->expires;
		run(timer);
	}
	frozen_at = until;
	spin_unlock(&timer_lock);
}
