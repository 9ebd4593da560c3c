/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_SCHED_H
#define _LINUX_SCHED_H

#include <asm/processor.h>
#include <linux/preempt.h>
#include <linux/types.h>

struct task_struct;

int cond_resched(void);
void schedule(void);

#endif
