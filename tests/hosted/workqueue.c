// SPDX-License-Identifier: GPL-2.0-only
/*
 * Work that is done later by another thread: at once, or when its time has come,
 * on time that the test moves.
 */
#include <hosted/memory.h>
#include <hosted/time.h>
#include <linux/completion.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/lockdep.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/workqueue.h>

#include "ktest.h"

struct letter {
	struct delayed_work dwork;
	char c;
	int again;
};

static char done[32];
static u32 done_by;
static bool may_sleep;

static void append(struct work_struct *work)
{
	struct letter *l = container_of(to_delayed_work(work), struct letter,
					dwork);
	size_t len = strlen(done);

	if (len + 1 < sizeof(done)) {
		done[len] = l->c;
		done[len + 1] = '\0';
	}
	done_by = hosted_thread_id();
	may_sleep = !in_atomic() && !irqs_disabled();
	if (l->again && l->again--)
		schedule_delayed_work(&l->dwork, 0);
}

static void start(struct letter *l, char c)
{
	*l = (struct letter) { .c = c };
	INIT_DELAYED_WORK(&l->dwork, append);
	done[0] = '\0';
}

static DECLARE_COMPLETION(begun);
static DECLARE_COMPLETION(let_go);
static bool ended;

static void slow(struct work_struct *work)
{
	(void)work;
	complete(&begun);
	wait_for_completion(&let_go);
	WRITE_ONCE(ended, true);
}

static int lets_go(void *unused)
{
	int i;

	(void)unused;
	/* Long enough for who does not wait to be seen. */
	for (i = 0; i < 1000; i++)
		cpu_relax();
	complete(&let_go);
	return 0;
}

static void work_is_done_in_order_by_another_thread(void)
{
	struct workqueue_struct *wq = alloc_ordered_workqueue("order", 0);
	DECLARE_WORK(block, slow);
	struct letter a, b;

	start(&a, 'a');
	start(&b, 'b');
	/* The queue is held up, so that what is pending stays so. */
	CHECK(queue_work(wq, &block));
	wait_for_completion(&begun);
	CHECK(!work_pending(&block));
	CHECK(queue_work(wq, &b.dwork.work));
	CHECK(queue_work(wq, &a.dwork.work));
	CHECK(!queue_work(wq, &b.dwork.work));
	CHECK(work_pending(&a.dwork.work));
	CHECK(!strcmp(done, ""));
	complete(&let_go);
	CHECK(flush_work(&a.dwork.work) || !strcmp(done, "ba"));
	CHECK(!strcmp(done, "ba"));
	CHECK(done_by != hosted_thread_id() && may_sleep);
	CHECK(!work_pending(&a.dwork.work));
	CHECK(!flush_work(&a.dwork.work));
	destroy_workqueue(wq);
}

static void a_queue_is_done_before_it_goes(void)
{
	struct hosted_mem_stats before, after;
	struct workqueue_struct *wq;
	struct letter l[8];
	int i;

	hosted_mem_stats(&before);
	wq = alloc_workqueue("gone", WQ_MEM_RECLAIM, 0);
	for (i = 0; i < 8; i++)
		start(&l[i], 'a' + i);
	for (i = 0; i < 4; i++)
		queue_work(wq, &l[i].dwork.work);
	flush_workqueue(wq);
	CHECK(!strcmp(done, "abcd"));
	for (; i < 8; i++)
		queue_work(wq, &l[i].dwork.work);
	destroy_workqueue(wq);
	CHECK(!strcmp(done, "abcdefgh"));
	hosted_mem_stats(&after);
	CHECK_EQ(after.slab_objects, before.slab_objects);
	hosted_mem_fail(0, 1);
	CHECK(!alloc_workqueue("none", 0, 0));
	hosted_mem_fail(0, 0);
}

static void pending_work_is_cancelled(void)
{
	struct workqueue_struct *wq = create_singlethread_workqueue("cancel");
	DECLARE_WORK(block, slow);
	struct letter a, b;

	start(&a, 'a');
	start(&b, 'b');
	queue_work(wq, &block);
	wait_for_completion(&begun);
	queue_work(wq, &a.dwork.work);
	queue_work(wq, &b.dwork.work);
	CHECK(cancel_work(&a.dwork.work));
	CHECK(!cancel_work(&a.dwork.work));
	CHECK(!work_pending(&a.dwork.work));
	/* One that runs is not pending: it goes on. */
	CHECK(!cancel_work(&block));
	complete(&let_go);
	flush_workqueue(wq);
	CHECK(!strcmp(done, "b"));
	CHECK(queue_work(wq, &a.dwork.work));
	destroy_workqueue(wq);
	CHECK(!strcmp(done, "ba"));
}

/* @wait, which waits for the function, returns after it has ended. */
static void waits(bool (*wait)(struct work_struct *work), bool ret)
{
	struct task_struct *task;
	DECLARE_WORK(work, slow);

	WRITE_ONCE(ended, false);
	schedule_work(&work);
	wait_for_completion(&begun);
	task = kthread_run(lets_go, NULL, "lets go");
	CHECK_EQ(wait(&work), ret);
	CHECK(READ_ONCE(ended));
	kthread_stop(task);
}

static void flushing_waits_for_the_function(void)
{
	waits(flush_work, true);
}

static void cancelling_waits_for_the_function(void)
{
	waits(cancel_work_sync, false);
}

static bool flush_all(struct work_struct *work)
{
	(void)work;
	flush_workqueue(system_wq);
	return true;
}

static void flushing_a_queue_waits_for_the_function(void)
{
	waits(flush_all, true);
}

static bool queued_again;

static void until_cancelled(struct work_struct *work)
{
	complete(&begun);
	while (!READ_ONCE(work->canceling))
		cpu_relax();
	WRITE_ONCE(queued_again, schedule_work(work));
}

static void what_is_being_cancelled_is_not_queued(void)
{
	DECLARE_WORK(work, until_cancelled);

	schedule_work(&work);
	wait_for_completion(&begun);
	CHECK(!cancel_work_sync(&work));
	CHECK(!READ_ONCE(queued_again));
	/* And later it is. */
	WRITE_ONCE(ended, false);
	work.func = slow;
	CHECK(schedule_work(&work));
	complete(&let_go);
	flush_work(&work);
	wait_for_completion(&begun);
	CHECK(READ_ONCE(ended));
}

/* Queued while it runs, on another queue: not by two threads at once. */
static void work_does_not_run_twice_at_once(void)
{
	struct workqueue_struct *wq = alloc_workqueue("other", 0, 0);
	struct workqueue_struct *idle = alloc_workqueue("idle", 0, 0);
	DECLARE_WORK(work, slow);

	queue_work(wq, &work);
	wait_for_completion(&begun);
	CHECK(queue_work(idle, &work));
	flush_workqueue(idle);
	CHECK(work_pending(&work));
	CHECK(!try_wait_for_completion(&begun));
	complete(&let_go);
	wait_for_completion(&begun);
	complete(&let_go);
	flush_work(&work);
	destroy_workqueue(wq);
	destroy_workqueue(idle);
}

static void delayed_work_waits_for_its_time(void)
{
	struct letter a, b;

	start(&a, 'a');
	start(&b, 'b');
	hosted_time_freeze(true);
	CHECK(schedule_delayed_work(&a.dwork, 10));
	CHECK(!schedule_delayed_work(&a.dwork, 1));
	CHECK(delayed_work_pending(&a.dwork));
	hosted_time_advance(9);
	CHECK(!flush_work(&a.dwork.work));
	flush_workqueue(system_wq);
	CHECK(!strcmp(done, ""));
	hosted_time_advance(1);
	flush_work(&a.dwork.work);
	CHECK(!strcmp(done, "a"));
	CHECK(!delayed_work_pending(&a.dwork) && may_sleep);
	/* At once; and now rather than then. */
	CHECK(schedule_delayed_work(&b.dwork, 0));
	flush_workqueue(system_wq);
	CHECK(!strcmp(done, "ab"));
	schedule_delayed_work(&a.dwork, 1000);
	CHECK(flush_delayed_work(&a.dwork) || !strcmp(done, "aba"));
	CHECK(!strcmp(done, "aba"));
	CHECK(!flush_delayed_work(&a.dwork));
	hosted_time_advance(1000);
	flush_workqueue(system_wq);
	CHECK(!strcmp(done, "aba"));
	hosted_time_freeze(false);
}

static void delayed_work_is_moved_or_cancelled(void)
{
	struct letter a;

	start(&a, 'a');
	hosted_time_freeze(true);
	CHECK(!mod_delayed_work(system_wq, &a.dwork, 10));
	CHECK(mod_delayed_work(system_wq, &a.dwork, 20));
	hosted_time_advance(19);
	flush_workqueue(system_wq);
	CHECK(!strcmp(done, ""));
	CHECK(cancel_delayed_work(&a.dwork));
	CHECK(!cancel_delayed_work(&a.dwork));
	CHECK(!delayed_work_pending(&a.dwork));
	hosted_time_advance(100);
	flush_workqueue(system_wq);
	CHECK(!strcmp(done, ""));
	CHECK(schedule_delayed_work(&a.dwork, 5));
	CHECK(cancel_delayed_work_sync(&a.dwork));
	CHECK(!cancel_delayed_work_sync(&a.dwork));
	CHECK(schedule_delayed_work(&a.dwork, 5));
	hosted_time_advance(5);
	flush_work(&a.dwork.work);
	CHECK(!strcmp(done, "a"));
	hosted_time_freeze(false);
}

static void a_function_queues_its_work_again(void)
{
	struct letter a;

	start(&a, 'a');
	a.again = 3;
	schedule_delayed_work(&a.dwork, 0);
	flush_work(&a.dwork.work);
	CHECK(!strcmp(done, "aaaa"));
	/* But not while it is being cancelled; whenever that comes. */
	a.again = INT_MAX;
	schedule_delayed_work(&a.dwork, 0);
	cancel_delayed_work_sync(&a.dwork);
	CHECK(!delayed_work_pending(&a.dwork));
	a.again = 0;
}

KTEST_SUITE(workqueue,
	KTEST(work_is_done_in_order_by_another_thread),
	KTEST(a_queue_is_done_before_it_goes),
	KTEST(pending_work_is_cancelled),
	KTEST(flushing_waits_for_the_function),
	KTEST(cancelling_waits_for_the_function),
	KTEST(flushing_a_queue_waits_for_the_function),
	KTEST(what_is_being_cancelled_is_not_queued),
	KTEST(work_does_not_run_twice_at_once),
	KTEST(delayed_work_waits_for_its_time),
	KTEST(delayed_work_is_moved_or_cancelled),
	KTEST(a_function_queues_its_work_again));
