/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_SCHED_H
#define _LINUX_SCHED_H

#include <asm/processor.h>
#include <linux/preempt.h>
#include <linux/types.h>

struct mm_struct;

/* The one process. */
struct task_struct {
	struct mm_struct *mm;
};

extern struct mm_struct hosted_mm;
#define current (&(struct task_struct) { .mm = &hosted_mm })

int cond_resched(void);
void schedule(void);

#endif
