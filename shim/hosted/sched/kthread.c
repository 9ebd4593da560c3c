// SPDX-License-Identifier: GPL-2.0-only
/*
 * Kernel threads.
 */
#include <linux/bug.h>
#include <linux/kthread.h>
#include <linux/preempt.h>
#include <linux/container_of.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "posix/posix.h"

struct kthread {
	struct task_struct task;
	int (*fn)(void *data);
	void *data;
	const char *name;
	unsigned long thread;
	int ret;
	bool should_stop;
};

static __thread struct kthread *self;

static struct kthread *to_kthread(struct task_struct *task)
{
	return container_of(task, struct kthread, task);
}

static void *kthread(void *arg)
{
	self = arg;
	self->ret = self->fn(self->data);
	WARN(in_atomic(), "kthread %s ended in atomic context\n", self->name);
	return NULL;
}

struct task_struct *hosted_kthread_run(int (*fn)(void *data), void *data,
				       const char *name)
{
	struct kthread *task = kzalloc(sizeof(*task), GFP_KERNEL);

	if (!task)
		return ERR_PTR(-ENOMEM);
	task->fn = fn;
	task->data = data;
	task->name = name;
	task->thread = posix_thread_start(kthread, task);
	if (!task->thread) {
		kfree(task);
		return ERR_PTR(-EAGAIN);
	}
	return &task->task;
}

int kthread_stop(struct task_struct *k)
{
	struct kthread *task = to_kthread(k);
	int ret;

	WRITE_ONCE(task->should_stop, true);
	posix_thread_join(task->thread);
	ret = task->ret;
	kfree(task);
	return ret;
}

bool kthread_should_stop(void)
{
	return self && READ_ONCE(self->should_stop);
}
