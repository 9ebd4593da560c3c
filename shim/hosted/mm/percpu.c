// SPDX-License-Identifier: GPL-2.0-only
/*
 * CPU numbers, and memory for each of them.
 */
#include <linux/atomic.h>
#include <linux/cache.h>
#include <linux/kernel.h>
#include <linux/percpu.h>

__thread unsigned int hosted_cpu_plus_one;

unsigned int hosted_cpu_take(void)
{
	static atomic_t threads;

	hosted_cpu_plus_one = (atomic_inc_return(&threads) - 1) % NR_CPUS + 1;
	return hosted_cpu_plus_one;
}

void *__alloc_percpu(size_t size, size_t align)
{
	/* Elements follow each other at the size of the type. */
	if (size % align && align <= ARCH_KMALLOC_MINALIGN)
		size = ALIGN(size, align);
	return kcalloc(NR_CPUS, size, GFP_KERNEL);
}

void free_percpu(void *ptr)
{
	kfree(ptr);
}
