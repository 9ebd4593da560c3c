/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_TIMER_H
#define _LINUX_TIMER_H

#include <linux/container_of.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/types.h>

/*
 * A function that is called once, at a time, in atomic context, by a thread of
 * its own.  Another CPU may have its number at the same time.
 */
struct timer_list {
	struct list_head entry;		/* not empty while pending */
	unsigned long expires;
	void (*function)(struct timer_list *timer);
	u32 flags;
};

#define TIMER_DEFERRABLE 0x00080000
#define TIMER_PINNED 0x00100000
#define TIMER_IRQSAFE 0x00200000

#define from_timer(var, callback_timer, timer_fieldname) \
	container_of(callback_timer, typeof(*var), timer_fieldname)

void timer_setup(struct timer_list *timer,
		 void (*function)(struct timer_list *timer), u32 flags);
/* 1 when it was pending; from a function of a timer as well. */
int mod_timer(struct timer_list *timer, unsigned long expires);
void add_timer(struct timer_list *timer);
/* 1 when it was pending.  Its function may still run when this returns. */
int del_timer(struct timer_list *timer);
/* Does not any more.  Not from the function, nor with a lock it takes. */
int del_timer_sync(struct timer_list *timer);
bool timer_pending(const struct timer_list *timer);

#define timer_delete del_timer
#define timer_delete_sync del_timer_sync

#endif
