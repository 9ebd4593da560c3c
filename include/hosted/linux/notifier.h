/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_NOTIFIER_H
#define _LINUX_NOTIFIER_H

#include <linux/mutex.h>
#include <linux/types.h>

struct notifier_block;

typedef int (*notifier_fn_t)(struct notifier_block *nb, unsigned long action,
			     void *data);

struct notifier_block {
	notifier_fn_t notifier_call;
	struct notifier_block *next;
	int priority;
};

/* What a block answers; one with the stop bit is the last that is asked. */
#define NOTIFY_DONE 0x0000
#define NOTIFY_OK 0x0001
#define NOTIFY_STOP_MASK 0x8000
#define NOTIFY_BAD (NOTIFY_STOP_MASK | 0x0002)
#define NOTIFY_STOP (NOTIFY_OK | NOTIFY_STOP_MASK)

/* Blocks by falling priority, those of one priority as they were registered. */
struct blocking_notifier_head {
	struct mutex lock;
	struct notifier_block *head;
};

#define BLOCKING_INIT_NOTIFIER_HEAD(name) \
	do { mutex_init(&(name)->lock); (name)->head = NULL; } while (0)

/* -EEXIST for a block that is there already; -ENOENT for one that is not. */
int blocking_notifier_chain_register(struct blocking_notifier_head *nh,
				     struct notifier_block *nb);
int blocking_notifier_chain_unregister(struct blocking_notifier_head *nh,
				       struct notifier_block *nb);
/* Returns the last answer. */
int blocking_notifier_call_chain(struct blocking_notifier_head *nh,
				 unsigned long action, void *data);

#endif
