/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_WORKQUEUE_H
#define _LINUX_WORKQUEUE_H

#include <linux/list.h>
#include <linux/timer.h>
#include <linux/types.h>

/*
 * Functions that are called later, where they may sleep.  A queue has one
 * thread and calls one function after the other, as they were queued; Linux
 * may call several at once, so none may wait for one that is queued after it.
 */
struct workqueue_struct;
struct work_struct;
typedef void (*work_func_t)(struct work_struct *work);

struct work_struct {
	struct list_head entry;		/* not empty while it is in a queue */
	work_func_t func;
	struct workqueue_struct *wq;	/* that it is for, while pending */
	bool pending;
	u32 canceling;
};

struct delayed_work {
	struct work_struct work;
	struct timer_list timer;
};

#define WQ_UNBOUND 0x02
#define WQ_FREEZABLE 0x04
#define WQ_MEM_RECLAIM 0x08
#define WQ_HIGHPRI 0x10

#define __WORK_INITIALIZER(n, f) \
	{ .entry = LIST_HEAD_INIT((n).entry), .func = (f) }
#define DECLARE_WORK(n, f) struct work_struct n = __WORK_INITIALIZER(n, f)
#define to_delayed_work(w) container_of(w, struct delayed_work, work)

static inline void INIT_WORK(struct work_struct *work, work_func_t func)
{
	*work = (struct work_struct)__WORK_INITIALIZER(*work, func);
}

void INIT_DELAYED_WORK(struct delayed_work *dwork, work_func_t func);

/* NULL.  Whatever @flags and @max_active say, see above; may sleep. */
struct workqueue_struct *hosted_alloc_workqueue(const char *name);
#define alloc_workqueue(name, flags, max_active, ...) \
	((void)(flags), (void)(max_active), hosted_alloc_workqueue(name))
#define alloc_ordered_workqueue(name, flags, ...) \
	alloc_workqueue(name, flags, 1)
#define create_singlethread_workqueue(name) hosted_alloc_workqueue(name)
/* After all that is queued has run. */
void destroy_workqueue(struct workqueue_struct *wq);

/* Is there from its first use on, and never destroyed. */
#define system_wq ((struct workqueue_struct *)NULL)

/*
 * False when it was pending already, which it is until its function is called:
 * that may queue it again.  Any context.
 */
bool queue_work(struct workqueue_struct *wq, struct work_struct *work);
/* Not before @delay ticks have passed. */
bool queue_delayed_work(struct workqueue_struct *wq,
			struct delayed_work *dwork, unsigned long delay);
/* From now on, also when it was pending: then true. */
bool mod_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork,
		      unsigned long delay);

#define schedule_work(work) queue_work(system_wq, work)
#define schedule_delayed_work(dwork, delay) \
	queue_delayed_work(system_wq, dwork, delay)

/* True when it was pending; its function may run when this returns. */
bool cancel_work(struct work_struct *work);
bool cancel_delayed_work(struct delayed_work *dwork);
/* Does not run, nor queue itself again.  May sleep. */
bool cancel_work_sync(struct work_struct *work);
bool cancel_delayed_work_sync(struct delayed_work *dwork);

/*
 * Waits until what was queued has run; true when there was something to wait
 * for.  A delayed one is queued at once.  May sleep.
 */
bool flush_work(struct work_struct *work);
bool flush_delayed_work(struct delayed_work *dwork);
void flush_workqueue(struct workqueue_struct *wq);
#define drain_workqueue(wq) flush_workqueue(wq)

#define work_pending(work) READ_ONCE((work)->pending)
#define delayed_work_pending(dwork) work_pending(&(dwork)->work)

#endif
