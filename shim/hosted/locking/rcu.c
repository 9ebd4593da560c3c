// SPDX-License-Identifier: GPL-2.0-only
/*
 * RCU: the kernel's calls over those of the library.
 */
#include <linux/bug.h>
#include <linux/container_of.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "posix/posix.h"

static __thread unsigned int depth;

void rcu_read_lock(void)
{
	preempt_disable();
	depth++;
	posix_rcu_read_lock();
}

void rcu_read_unlock(void)
{
	BUG_ON(!depth);
	posix_rcu_read_unlock();
	depth--;
	preempt_enable();
}

int rcu_read_lock_held(void)
{
	return depth;
}

void synchronize_rcu(void)
{
	might_sleep();
	/* It would wait for itself. */
	BUG_ON(depth);
	posix_rcu_synchronize();
}

static struct posix_rcu_head *to_posix(struct rcu_head *head)
{
	BUILD_BUG_ON(sizeof(head->queue) != sizeof(struct posix_rcu_head));
	return (struct posix_rcu_head *)&head->queue;
}

void posix_rcu_called(struct posix_rcu_head *queue)
{
	struct rcu_head *head = container_of((void *)queue,
					     struct rcu_head, queue[0]);
	unsigned long offset = (unsigned long)head->func;

	/* As from a softirq. */
	preempt_disable();
	if (__is_kvfree_rcu_offset(offset))
		kvfree((void *)head - offset);
	else
		head->func(head);
	preempt_enable();
}

void call_rcu(struct rcu_head *head, rcu_callback_t func)
{
	head->func = func;
	posix_rcu_call(to_posix(head));
}

void rcu_barrier(void)
{
	might_sleep();
	BUG_ON(depth);
	posix_rcu_barrier();
}
