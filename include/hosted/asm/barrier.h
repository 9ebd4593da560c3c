/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_BARRIER_H
#define _ASM_BARRIER_H

#include <linux/compiler.h>

/*
 * TSan knows no fences.  For it a barrier is a read-modify-write of one
 * variable by all: that orders more, so a race may be missed and none is made
 * up.
 */
#ifdef __SANITIZE_THREAD__
extern int hosted_fence;
#define __hosted_fence(order) \
	((void)__atomic_fetch_add(&hosted_fence, 0, __ATOMIC_SEQ_CST))
#else
#define __hosted_fence(order) __atomic_thread_fence(order)
#endif

#define smp_mb() __hosted_fence(__ATOMIC_SEQ_CST)
#define smp_rmb() __hosted_fence(__ATOMIC_ACQUIRE)
#define smp_wmb() __hosted_fence(__ATOMIC_RELEASE)
#define mb() smp_mb()
#define rmb() smp_rmb()
#define wmb() smp_wmb()
#define dma_rmb() smp_rmb()
#define dma_wmb() smp_wmb()
#define smp_mb__before_atomic() smp_mb()
#define smp_mb__after_atomic() smp_mb()
#define smp_load_acquire(p) __atomic_load_n(p, __ATOMIC_ACQUIRE)
#define smp_store_release(p, v) __atomic_store_n(p, v, __ATOMIC_RELEASE)

#endif
