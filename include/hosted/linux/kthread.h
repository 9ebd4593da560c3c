/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_KTHREAD_H
#define _LINUX_KTHREAD_H

#include <linux/err.h>
#include <linux/sched.h>

/*
 * A kernel thread is a thread of the program.  kthread_stop() waits for its
 * end and returns what its function returned; every thread must be stopped
 * once, also one that has ended by itself.
 */
struct task_struct *hosted_kthread_run(int (*fn)(void *data), void *data,
				       const char *name);
#define kthread_run(fn, data, name, ...) hosted_kthread_run(fn, data, name)
int kthread_stop(struct task_struct *task);
bool kthread_should_stop(void);

#endif
