// SPDX-License-Identifier: GPL-2.0-only
/*
 * How many flushes there are, and for how long pages stay reachable: Linux's
 * queue beside ours, of the same memory.  The calls come at a pace; the longest
 * times are those of a machine that may be busy with something else.
 */
#include <hosted/kernel.h>
#include <linux/atomic.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include <iommu-shim/flush-queue.h>

#include "fq.h"
#include "fq-linux.h"

#define CALLS 100000		/* of a thread */
#define FLUSH_NS 10000
#define PAGES 65536		/* more than are ever pending */
#define FLUSHES 4096		/* that are remembered */

struct pace {
	const char *name;
	unsigned int ns;	/* from call to call */
};

static const struct pace paces[] = { { "busy", 200 }, { "calm", 5000 } };

struct kind {
	const char *name;
	int mode;		/* -1: Linux's queue */
	unsigned int entries;
};

/* 1024 entries each, on four CPUs. */
static const struct kind kinds[] = {
	{ "Linux 6.1", -1, 256 },
	{ "per CPU", IOMMU_FQ_PERCPU, 256 },
	{ "single", IOMMU_FQ_SINGLE, 1024 },
	{ "auto", IOMMU_FQ_AUTO, 512 },
};

static struct bench_domain bd;
static struct iommu_fq *fq;

static DEFINE_SPINLOCK(lock);	/* of what follows */
static u64 queued[PAGES];	/* when */
static struct {
	u64 began, ended;
} flushes[FLUSHES];
static unsigned int nr_flushes;
static u64 worst_ns;

static void flushed(u64 began)
{
	spin_lock(&lock);
	flushes[nr_flushes % FLUSHES].began = began;
	flushes[nr_flushes % FLUSHES].ended = ktime_get_ns();
	nr_flushes++;
	spin_unlock(&lock);
}

/* Reachable until the first flush ended that began after it was queued. */
static void released(unsigned long iova)
{
	u64 since = queued[iova / PAGE_SIZE % PAGES], until = U64_MAX;
	unsigned int i;

	spin_lock(&lock);
	for (i = nr_flushes; i && i + FLUSHES > nr_flushes; i--) {
		if (flushes[(i - 1) % FLUSHES].ended < since)
			break;
		if (flushes[(i - 1) % FLUSHES].began >= since)
			until = min(until, flushes[(i - 1) % FLUSHES].ended);
	}
	if (until != U64_MAX)
		worst_ns = max(worst_ns, until - since);
	spin_unlock(&lock);
}

static void release(struct iommu_domain *domain, unsigned long iova,
		    size_t size, void *cookie)
{
	(void)domain;
	(void)size;
	(void)cookie;
	released(iova);
}

static const struct pace *pace;

static int work(void *data)
{
	unsigned int i, thread = (unsigned long)data;
	u64 next = ktime_get_ns();

	for (i = 0; i < CALLS; i++) {
		unsigned int page = i * BENCH_THREADS + thread;
		unsigned long iova = (page % PAGES + PAGES) * PAGE_SIZE;

		queued[page % PAGES] = ktime_get_ns();
		if (fq)
			iommu_fq_queue(fq, iova, PAGE_SIZE, release, NULL);
		else
			bare_fq_queue(&bd.domain, iova);
		/* What was late is not made up for. */
		for (next = max_t(u64, next, queued[page % PAGES]) + pace->ns;
		     ktime_get_ns() < next; )
			;
	}
	return 0;
}

static void run(const struct kind *kind)
{
	struct iommu_fq_options options = {
		.mode = kind->mode,
		.entries = kind->entries,
		.timeout_us = 10000,
	};
	struct task_struct *tasks[BENCH_THREADS];
	unsigned long i;
	u64 rate;

	bench_domain_init(&bd, FLUSH_NS);
	nr_flushes = 0;
	worst_ns = 0;
	if (kind->mode < 0) {
		fq = NULL;
		if (bare_fq_create(&bd.domain))
			bench_die("no queue of Linux's");
	} else {
		fq = iommu_fq_create(&bd.domain, &options);
		if (IS_ERR(fq))
			bench_die("no queue");
	}
	for (i = 0; i < BENCH_THREADS; i++)
		tasks[i] = kthread_run(work, (void *)i, "worker");
	for (i = 0; i < BENCH_THREADS; i++)
		kthread_stop(tasks[i]);
	rate = atomic64_read(&bd.flushes) * 1000000 / (CALLS * BENCH_THREADS);
	if (fq)
		iommu_fq_destroy(fq);
	else
		bare_fq_destroy(&bd.domain);
	hosted_print("%-12s %-6s %20llu %16llu\n", kind->name, pace->name, rate,
		     worst_ns / 1000);
}

void bench_staleness(void)
{
	unsigned int k;

	bench_released = released;
	bench_flushed = flushed;
	hosted_print("\n%-19s %20s %16s\n", "2 threads, 10 us",
		     "flushes per million", "reachable, us");
	for (pace = paces; pace < paces + ARRAY_SIZE(paces); pace++)
		for (k = 0; k < ARRAY_SIZE(kinds); k++)
			run(&kinds[k]);
	bench_released = NULL;
	bench_flushed = NULL;
}
