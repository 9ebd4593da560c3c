// SPDX-License-Identifier: GPL-2.0-only
/*
 * Nothing is lost, released twice or released too early, whatever happens:
 * threads queue, flush and release, flushes take their time, timers run out and
 * CPUs go away, all at random.  STRESS_CALLS of them, in rounds, each with a
 * queue of its own.
 */
#include <hosted/kernel.h>
#include <linux/atomic.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/smp.h>

#include <iommu-shim/flush-queue.h>

#include "ktest.h"

#ifndef STRESS_CALLS
#define STRESS_CALLS 1000000
#endif
#define ROUND 262144
#define THREADS 8		/* most */

static struct iommu_fq *fq;
static atomic_t began;		/* flushes */
static atomic_t covered;	/* newest that has ended, by when it began */
static atomic_t early, twice;

/*
 * Of each call: flushes that had begun when its page had been unmapped; and
 * what is left to be done, which is REQUEUE where the release function queues
 * it again.
 */
static struct call {
	atomic_t stamp;
	atomic_t left;
} calls[ROUND];

enum { DONE, QUEUED, REQUEUE };

/* A generator for each thread. */
static u32 next(u32 *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static bool one_in(u32 *seed, u32 n)
{
	return next(seed) % n == 0;
}

static void wait_ns(u64 ns)
{
	ktime_t end = ktime_get() + ns;

	while (ktime_get() < end)
		cpu_relax();
}

/* Flushes may overlap: the newest begin of those that have ended counts. */
static void flush_iotlb_all(struct iommu_domain *domain)
{
	u32 seed = atomic_inc_return(&began), number = seed, old;

	(void)domain;
	seed = seed * 2654435761u | 1;
	next(&seed);
	if (one_in(&seed, 1000))
		wait_ns(2 * NSEC_PER_MSEC);
	else if (one_in(&seed, 8))
		wait_ns(next(&seed) % (50 * NSEC_PER_USEC));
	old = atomic_read(&covered);
	while ((s32)(number - old) > 0) {
		u32 seen = atomic_cmpxchg(&covered, old, number);

		if (seen == old)
			break;
		old = seen;
	}
}

static const struct iommu_domain_ops domain_ops = {
	.flush_iotlb_all = flush_iotlb_all,
};

static struct iommu_domain domain = { .ops = &domain_ops };

static void release(struct iommu_domain *d, unsigned long iova, size_t size,
		    void *cookie)
{
	struct call *call = cookie;

	if ((s32)(atomic_read(&covered) - atomic_read(&call->stamp)) <= 0)
		atomic_inc(&early);
	if (d != &domain || iova != (call - calls + 1) * PAGE_SIZE ||
	    size != PAGE_SIZE)
		atomic_inc(&twice);
	switch (atomic_dec_return(&call->left)) {
	case DONE:
		break;
	case QUEUED:
		atomic_set(&call->stamp, atomic_read(&began));
		iommu_fq_queue(fq, iova, size, release, call);
		break;
	default:
		atomic_inc(&twice);
	}
}

struct worker {
	unsigned int first, n;
	u32 seed;
};

static int work(void *data)
{
	struct worker *w = data;
	unsigned int i;

	for (i = w->first; i < w->first + w->n; i++) {
		atomic_set(&calls[i].left,
			   one_in(&w->seed, 64) ? REQUEUE : QUEUED);
		atomic_set(&calls[i].stamp, atomic_read(&began));
		iommu_fq_queue(fq, (i + 1UL) * PAGE_SIZE, PAGE_SIZE, release,
			       &calls[i]);
		if (one_in(&w->seed, 4096))
			iommu_fq_flush(fq);
		if (one_in(&w->seed, 16384))
			hosted_cpu_dead(next(&w->seed) % nr_cpu_ids);
		if (one_in(&w->seed, 65536))
			wait_ns(2 * NSEC_PER_MSEC);
	}
	return 0;
}

static void round_of(unsigned int number)
{
	u32 seed = (number + 1) * 2654435761u;
	unsigned int threads = 2 + number % (THREADS - 1), i;
	struct iommu_fq_options options = {
		.mode = number % 3,
		.entries = 64 << next(&seed) % 6,
		.timeout_us = one_in(&seed, 2) ? 1000 : 10000,
		.max_stale_us = one_in(&seed, 2) ? 0 : 8000,
	};
	struct task_struct *tasks[THREADS];
	struct worker w[THREADS];

	fq = iommu_fq_create(&domain, &options);
	CHECK(!IS_ERR(fq));
	for (i = 0; i < threads; i++) {
		w[i] = (struct worker) {
			.first = ROUND / threads * i,
			.n = ROUND / threads,
			.seed = next(&seed),
		};
		tasks[i] = kthread_run(work, &w[i], "worker");
	}
	for (i = 0; i < threads; i++)
		kthread_stop(tasks[i]);
	/* With the timer on, and release functions that queue again. */
	iommu_fq_destroy(fq);

	CHECK_EQ(atomic_read(&early), 0);
	CHECK_EQ(atomic_read(&twice), 0);
	for (i = 0; i < ROUND / threads * threads; i++)
		CHECK_EQ(atomic_read(&calls[i].left), DONE);
}

static void every_entry_is_released_once_and_in_time(void)
{
	unsigned int i;

	for (i = 0; i < DIV_ROUND_UP(STRESS_CALLS, ROUND); i++)
		round_of(i);
}

KTEST_SUITE(fq_stress,
	KTEST(every_entry_is_released_once_and_in_time));
