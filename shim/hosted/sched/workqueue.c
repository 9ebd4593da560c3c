// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workqueues: a thread each, and one lock for all of them.
 */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

#include "posix/posix.h"

struct workqueue_struct {
	struct list_head works;
	struct list_head node;
	struct work_struct *running;
	unsigned long thread;
	bool stop;
};

static DEFINE_SPINLOCK(wq_lock);	/* of all that follows */
static LIST_HEAD(queues);
static struct workqueue_struct the_system_wq = {
	.works = LIST_HEAD_INIT(the_system_wq.works),
};
/* What everybody sleeps on: something was queued, or has run. */
static int events;

static void event(void)
{
	__atomic_fetch_add(&events, 1, __ATOMIC_RELEASE);
	posix_futex_wake(&events, INT_MAX);
}

/* With the lock held before and after. */
static void wait_for_event(void)
{
	/* Pairs with the release in event(). */
	int seen = __atomic_load_n(&events, __ATOMIC_ACQUIRE);

	spin_unlock(&wq_lock);
	posix_futex_wait(&events, seen);
	spin_lock(&wq_lock);
}

/* The work may be gone when its function returns. */
static void run_first(struct workqueue_struct *wq)
{
	struct work_struct *work = list_first_entry(&wq->works,
						    struct work_struct, entry);
	work_func_t func = work->func;

	list_del_init(&work->entry);
	WRITE_ONCE(work->pending, false);
	wq->running = work;
	spin_unlock(&wq_lock);

	func(work);
	WARN(in_atomic(), "work %ps ended in atomic context\n", func);

	spin_lock(&wq_lock);
	wq->running = NULL;
	event();
}

static void *worker(void *arg)
{
	struct workqueue_struct *wq = arg;

	spin_lock(&wq_lock);
	for (;;) {
		if (!list_empty(&wq->works))
			run_first(wq);
		else if (wq->stop)
			break;
		else
			wait_for_event();
	}
	spin_unlock(&wq_lock);
	return NULL;
}

static bool start(struct workqueue_struct *wq)
{
	spin_lock(&wq_lock);
	list_add(&wq->node, &queues);
	spin_unlock(&wq_lock);
	wq->thread = posix_thread_start(worker, wq);
	return wq->thread;
}

static struct workqueue_struct *resolve(struct workqueue_struct *wq)
{
	static bool started;

	if (wq != system_wq)
		return wq;
	if (!__atomic_exchange_n(&started, true, __ATOMIC_SEQ_CST))
		BUG_ON(!start(&the_system_wq));
	return &the_system_wq;
}

static void stop(struct workqueue_struct *wq)
{
	spin_lock(&wq_lock);
	wq->stop = true;
	event();
	spin_unlock(&wq_lock);
	if (wq->thread)
		posix_thread_join(wq->thread);
	spin_lock(&wq_lock);
	list_del(&wq->node);
	spin_unlock(&wq_lock);
	kfree(wq);
}

struct workqueue_struct *hosted_alloc_workqueue(const char *name)
{
	struct workqueue_struct *wq = kzalloc(sizeof(*wq), GFP_KERNEL);

	(void)name;
	if (!wq)
		return NULL;
	INIT_LIST_HEAD(&wq->works);
	if (start(wq))
		return wq;
	stop(wq);
	return NULL;
}

void destroy_workqueue(struct workqueue_struct *wq)
{
	might_sleep();
	stop(wq);
}

/* Where it runs, if it does: two threads must not call it at once. */
static struct workqueue_struct *runs_on(struct work_struct *work)
{
	struct workqueue_struct *wq;

	list_for_each_entry(wq, &queues, node)
		if (wq->running == work)
			return wq;
	return NULL;
}

/* With the lock, of a work that is pending and in no queue. */
static void enqueue(struct work_struct *work)
{
	struct workqueue_struct *wq = runs_on(work);

	list_add_tail(&work->entry, &(wq ? wq : work->wq)->works);
	event();
}

/* Whoever gets true here decides when it is queued. */
static bool claim(struct workqueue_struct *wq, struct work_struct *work)
{
	if (work->pending || work->canceling)
		return false;
	WRITE_ONCE(work->pending, true);
	work->wq = wq;
	return true;
}

bool queue_work(struct workqueue_struct *wq, struct work_struct *work)
{
	unsigned long flags;
	bool ret;

	wq = resolve(wq);
	spin_lock_irqsave(&wq_lock, flags);
	ret = claim(wq, work);
	if (ret)
		enqueue(work);
	spin_unlock_irqrestore(&wq_lock, flags);
	return ret;
}

static void delay_is_over(struct timer_list *timer)
{
	struct delayed_work *dwork = from_timer(dwork, timer, timer);

	spin_lock(&wq_lock);
	enqueue(&dwork->work);
	spin_unlock(&wq_lock);
}

void INIT_DELAYED_WORK(struct delayed_work *dwork, work_func_t func)
{
	INIT_WORK(&dwork->work, func);
	timer_setup(&dwork->timer, delay_is_over, TIMER_IRQSAFE);
}

bool queue_delayed_work(struct workqueue_struct *wq,
			struct delayed_work *dwork, unsigned long delay)
{
	unsigned long flags;
	bool ret;

	if (!delay)
		return queue_work(wq, &dwork->work);
	wq = resolve(wq);
	spin_lock_irqsave(&wq_lock, flags);
	ret = claim(wq, &dwork->work);
	spin_unlock_irqrestore(&wq_lock, flags);
	if (ret)
		mod_timer(&dwork->timer, jiffies + delay);
	return ret;
}

/*
 * Takes a pending work out of its queue, or its timer away: true, and it is
 * still pending, and the caller's.  Between both it is in other hands, which
 * this waits for.
 */
static bool grab(struct work_struct *work, struct timer_list *timer)
{
	unsigned long flags;
	bool pending, got;

	for (;;) {
		spin_lock_irqsave(&wq_lock, flags);
		pending = work->pending;
		got = pending && !list_empty(&work->entry);
		if (got)
			list_del_init(&work->entry);
		spin_unlock_irqrestore(&wq_lock, flags);
		if (!pending || got || (timer && del_timer(timer)))
			return pending;
		cpu_relax();
	}
}

static bool cancel(struct work_struct *work, struct timer_list *timer)
{
	bool pending = grab(work, timer);
	unsigned long flags;

	if (pending) {
		spin_lock_irqsave(&wq_lock, flags);
		WRITE_ONCE(work->pending, false);
		event();
		spin_unlock_irqrestore(&wq_lock, flags);
	}
	return pending;
}

static bool cancel_sync(struct work_struct *work, struct timer_list *timer)
{
	bool pending;

	might_sleep();
	spin_lock(&wq_lock);
	WRITE_ONCE(work->canceling, work->canceling + 1);
	spin_unlock(&wq_lock);
	pending = cancel(work, timer);
	spin_lock(&wq_lock);
	while (runs_on(work))
		wait_for_event();
	WRITE_ONCE(work->canceling, work->canceling - 1);
	spin_unlock(&wq_lock);
	return pending;
}

bool cancel_work(struct work_struct *work)
{
	return cancel(work, NULL);
}

bool cancel_delayed_work(struct delayed_work *dwork)
{
	return cancel(&dwork->work, &dwork->timer);
}

bool cancel_work_sync(struct work_struct *work)
{
	return cancel_sync(work, NULL);
}

bool cancel_delayed_work_sync(struct delayed_work *dwork)
{
	return cancel_sync(&dwork->work, &dwork->timer);
}

bool mod_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork,
		      unsigned long delay)
{
	bool pending = cancel_delayed_work(dwork);

	queue_delayed_work(wq, dwork, delay);
	return pending;
}

bool flush_work(struct work_struct *work)
{
	bool waited = false;

	might_sleep();
	spin_lock(&wq_lock);
	while (!list_empty(&work->entry) || runs_on(work)) {
		waited = true;
		wait_for_event();
	}
	spin_unlock(&wq_lock);
	return waited;
}

bool flush_delayed_work(struct delayed_work *dwork)
{
	unsigned long flags;

	if (grab(&dwork->work, &dwork->timer)) {
		spin_lock_irqsave(&wq_lock, flags);
		enqueue(&dwork->work);
		spin_unlock_irqrestore(&wq_lock, flags);
	}
	return flush_work(&dwork->work);
}

void flush_workqueue(struct workqueue_struct *wq)
{
	might_sleep();
	wq = resolve(wq);
	spin_lock(&wq_lock);
	while (!list_empty(&wq->works) || wq->running)
		wait_for_event();
	spin_unlock(&wq_lock);
}
