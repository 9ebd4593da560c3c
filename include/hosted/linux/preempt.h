/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_PREEMPT_H
#define _LINUX_PREEMPT_H

#include <linux/compiler.h>
#include <linux/types.h>

/*
 * Every hosted thread counts how deep it is in atomic context: spinlocks,
 * preemption and interrupts off.  might_sleep() in there is a report, counted
 * with the warnings.
 */
void hosted_atomic_enter(void);
void hosted_atomic_leave(void);
int preempt_count(void);
bool irqs_disabled(void);
void __might_sleep(const char *file, int line);

#define in_atomic() (preempt_count() != 0)
#define might_sleep() __might_sleep(__FILE__, __LINE__)
#define might_sleep_if(cond) do { if (cond) might_sleep(); } while (0)
#define preempt_disable() hosted_atomic_enter()
#define preempt_enable() hosted_atomic_leave()

/* Interrupts are off from the first of these to the matching last. */
unsigned long hosted_irq_save(void);
void hosted_irq_restore(unsigned long flags);
#define local_irq_save(flags) ((flags) = hosted_irq_save())
#define local_irq_restore(flags) hosted_irq_restore(flags)

#endif
