/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _HOSTED_KERNEL_H
#define _HOSTED_KERNEL_H

/*
 * What a program that runs on the hosted kernel may ask of it beyond what a
 * kernel offers.  Any context.
 */

#include <linux/printk.h>
#include <linux/types.h>

/* Reports by WARN, might_sleep() and the allocators since the start. */
unsigned int hosted_warn_count(void);

/*
 * The log, as dmesg shows it; the oldest half is forgotten when it is full.
 * Matching is by substring.  hosted_log_quiet() keeps the messages of its
 * depth off stderr: for a test that provokes them.
 */
unsigned int hosted_log_count(const char *needle);
void hosted_log_clear(void);
void hosted_log_quiet(bool quiet);

/*
 * A full barrier in every thread, where it happens to be: what orders one that
 * has only a compiler barrier against the caller.  False: the system has no such
 * thing, and nothing was ordered.
 */
bool hosted_barrier_everywhere(void);

/* Formatted as printk does, to standard output, without a level. */
void hosted_print(const char *fmt, ...) __printf(1, 2);

/*
 * Calls everybody who wants to know that this CPU has gone.  It has not: threads
 * go on to carry its number.  May sleep.
 */
void hosted_cpu_dead(unsigned int cpu);

#endif
