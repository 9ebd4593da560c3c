/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_PERCPU_H
#define _LINUX_PERCPU_H

#include <linux/gfp.h>
#include <linux/slab.h>
#include <linux/cache.h>
#include <linux/cpumask.h>
#include <linux/preempt.h>

/*
 * A per-CPU object is an array with an element for each CPU; a pointer to it
 * is a pointer to the first.  A thread has a CPU's number but not the CPU: two
 * may carry the same at once, so what is per CPU needs its lock here, as it
 * does in Linux where interrupts or other CPUs come to it.
 */
extern __thread unsigned int hosted_cpu_plus_one;	/* 0: none yet */
unsigned int hosted_cpu_take(void);

static inline unsigned int raw_smp_processor_id(void)
{
	unsigned int cpu = hosted_cpu_plus_one;

	return (likely(cpu) ? cpu : hosted_cpu_take()) - 1;
}

void *__alloc_percpu(size_t size, size_t align);
void free_percpu(void *ptr);

#define alloc_percpu(type) \
	((type *)__alloc_percpu(sizeof(type), __alignof__(type)))
#define per_cpu_ptr(ptr, cpu) ((ptr) + (cpu))
#define raw_cpu_ptr(ptr) per_cpu_ptr(ptr, raw_smp_processor_id())
#define this_cpu_ptr(ptr) raw_cpu_ptr(ptr)
#define get_cpu_ptr(ptr) ({ preempt_disable(); this_cpu_ptr(ptr); })
#define put_cpu_ptr(ptr) do { (void)(ptr); preempt_enable(); } while (0)

#define DEFINE_PER_CPU(type, name) typeof(type) name[NR_CPUS]
#define DECLARE_PER_CPU(type, name) extern typeof(type) name[NR_CPUS]
#define per_cpu(name, cpu) ((name)[cpu])

#endif
