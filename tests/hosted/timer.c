// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ticks and timers, on time that stands still until the test moves it; and, at
 * the end, on time as it goes.
 */
#include <hosted/kernel.h>
#include <hosted/time.h>
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/timer.h>

#include "ktest.h"

static char fired[32];
static unsigned long fired_at;
static bool was_atomic;

struct letter {
	char c;
	struct timer_list timer;
	int again;		/* ticks */
};

static void fire(struct timer_list *t)
{
	struct letter *l = from_timer(l, t, timer);
	size_t len = strlen(fired);

	if (len + 1 < sizeof(fired)) {
		fired[len] = l->c;
		fired[len + 1] = '\0';
	}
	fired_at = jiffies;
	was_atomic = in_atomic();
	if (l->again)
		mod_timer(&l->timer, jiffies + l->again);
}

static void start(struct letter *l, char c)
{
	*l = (struct letter) { .c = c };
	timer_setup(&l->timer, fire, 0);
	fired[0] = '\0';
}

static void frozen_time_stands_still(void)
{
	unsigned long now;

	hosted_time_freeze(true);
	now = jiffies;
	cond_resched();
	CHECK_EQ(jiffies, now);
	hosted_time_advance(7);
	CHECK_EQ(jiffies, now + 7);
	hosted_time_freeze(false);
	/* It goes on from where it was put. */
	CHECK(time_after_eq(jiffies, now + 7));
	CHECK(time_before(jiffies, now + 7 + 60 * HZ));
}

static void timers_fire_in_order_and_once(void)
{
	struct letter a, b, c;
	unsigned long now;

	start(&a, 'a');
	start(&b, 'b');
	start(&c, 'c');
	hosted_time_freeze(true);
	now = jiffies;
	CHECK_EQ(mod_timer(&b.timer, now + 20), 0);
	CHECK_EQ(mod_timer(&a.timer, now + 10), 0);
	c.timer.expires = now + 20;
	add_timer(&c.timer);
	CHECK(timer_pending(&a.timer) && timer_pending(&c.timer));
	hosted_time_advance(9);
	CHECK(!strcmp(fired, ""));
	hosted_time_advance(1);
	CHECK(!strcmp(fired, "a"));
	CHECK_EQ(fired_at, now + 10);
	CHECK(was_atomic);
	CHECK(!timer_pending(&a.timer));
	hosted_time_advance(100);
	/* Those of one time as they were started, each at its own. */
	CHECK(!strcmp(fired, "abc"));
	CHECK_EQ(fired_at, now + 20);
	CHECK_EQ(jiffies, now + 110);
	hosted_time_freeze(false);
}

static void a_pending_timer_is_moved_or_deleted(void)
{
	struct letter a, b;
	unsigned long now;

	start(&a, 'a');
	start(&b, 'b');
	hosted_time_freeze(true);
	now = jiffies;
	mod_timer(&a.timer, now + 10);
	mod_timer(&b.timer, now + 15);
	CHECK_EQ(mod_timer(&a.timer, now + 20), 1);
	hosted_time_advance(15);
	CHECK(!strcmp(fired, "b"));
	CHECK_EQ(del_timer(&a.timer), 1);
	CHECK_EQ(del_timer(&a.timer), 0);
	mod_timer(&b.timer, jiffies + 5);
	CHECK_EQ(del_timer_sync(&b.timer), 1);
	CHECK_EQ(del_timer_sync(&b.timer), 0);
	hosted_time_advance(100);
	CHECK(!strcmp(fired, "b"));
	/* What is past fires at the next chance. */
	mod_timer(&a.timer, now);
	hosted_time_advance(0);
	CHECK(!strcmp(fired, "ba"));
	hosted_time_freeze(false);
}

static void a_function_starts_its_timer_again(void)
{
	struct letter a;

	start(&a, 'a');
	a.again = 10;
	hosted_time_freeze(true);
	mod_timer(&a.timer, jiffies + 10);
	hosted_time_advance(35);
	CHECK(!strcmp(fired, "aaa"));
	hosted_time_advance(5);
	CHECK(!strcmp(fired, "aaaa"));
	CHECK_EQ(del_timer_sync(&a.timer), 1);
	hosted_time_freeze(false);
}

static DECLARE_COMPLETION(running);
static bool let_go, ended;

static void slow(struct timer_list *t)
{
	(void)t;
	complete(&running);
	while (!READ_ONCE(let_go))
		cpu_relax();
	WRITE_ONCE(ended, true);
}

static int lets_go(void *unused)
{
	int i;

	(void)unused;
	/* Long enough for who does not wait to be seen. */
	for (i = 0; i < 1000; i++)
		cpu_relax();
	WRITE_ONCE(let_go, true);
	return 0;
}

static void deleting_waits_for_the_function(void)
{
	struct task_struct *task;
	struct timer_list timer;

	timer_setup(&timer, slow, 0);
	reinit_completion(&running);
	WRITE_ONCE(let_go, false);
	WRITE_ONCE(ended, false);
	mod_timer(&timer, jiffies + 1);
	wait_for_completion(&running);
	CHECK_EQ(del_timer(&timer), 0);
	CHECK(!READ_ONCE(ended));
	task = kthread_run(lets_go, NULL, "lets go");
	CHECK_EQ(del_timer_sync(&timer), 0);
	CHECK(READ_ONCE(ended));
	kthread_stop(task);
}

static void freezing_waits_for_the_function(void)
{
	struct task_struct *task;
	struct timer_list timer;

	timer_setup(&timer, slow, 0);
	reinit_completion(&running);
	WRITE_ONCE(let_go, false);
	WRITE_ONCE(ended, false);
	mod_timer(&timer, jiffies);
	wait_for_completion(&running);
	task = kthread_run(lets_go, NULL, "lets go");
	hosted_time_freeze(true);
	CHECK(READ_ONCE(ended));
	hosted_time_freeze(false);
	kthread_stop(task);
}

static DECLARE_COMPLETION(fired_by_itself);

static void completes(struct timer_list *t)
{
	fired_at = t->expires;
	complete(&fired_by_itself);
}

/* However long it takes; it never fires early. */
static void time_as_it_goes(void)
{
	struct timer_list late, timer;
	unsigned long now = jiffies;

	timer_setup(&late, completes, 0);
	timer_setup(&timer, completes, 0);
	reinit_completion(&fired_by_itself);
	mod_timer(&late, now + 3600 * HZ);
	/* Sooner than what the thread sleeps for. */
	mod_timer(&timer, now + 3);
	wait_for_completion(&fired_by_itself);
	CHECK_EQ(fired_at, now + 3);
	CHECK(time_after_eq(jiffies, now + 3));
	CHECK_EQ(del_timer(&late), 1);
}

static void times_compare_across_the_wrap(void)
{
	const unsigned long end = ULONG_MAX;

	CHECK(time_after(end + 5, end - 5));
	CHECK(!time_after(end - 5, end + 5));
	CHECK(time_before(end - 5, end + 5));
	CHECK(!time_after(end, end) && !time_before(end, end));
	CHECK(time_after_eq(end, end) && time_before_eq(end, end));
	CHECK(time_after_eq(end + 1, end) && !time_after_eq(end, end + 1));
	CHECK_EQ(msecs_to_jiffies(10), 10);
	CHECK_EQ(jiffies_to_msecs(10), 10);
	CHECK_EQ(usecs_to_jiffies(1), 1);
	CHECK_EQ(usecs_to_jiffies(1000), 1);
	CHECK_EQ(usecs_to_jiffies(1001), 2);
	CHECK_EQ(usecs_to_jiffies(0), 0);
	CHECK_EQ(jiffies_to_usecs(3), 3000);
	CHECK(time_is_before_jiffies(jiffies - 1));
	CHECK(!time_is_before_jiffies(jiffies + 100000));
}

KTEST_SUITE(timer,
	KTEST(frozen_time_stands_still),
	KTEST(timers_fire_in_order_and_once),
	KTEST(a_pending_timer_is_moved_or_deleted),
	KTEST(a_function_starts_its_timer_again),
	KTEST(deleting_waits_for_the_function),
	KTEST(freezing_waits_for_the_function),
	KTEST(time_as_it_goes),
	KTEST(times_compare_across_the_wrap));
