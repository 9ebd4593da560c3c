/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BENCH_FQ_H
#define BENCH_FQ_H

/*
 * What `make bench-fq` measures: a row is one thing that we and Linux 6.1 both
 * do, and how much of Linux's time ours may take.  fq.c measures and prints,
 * fq-queue.c has the rows of the queues themselves.
 */
#include <linux/iommu.h>
#include <linux/ktime.h>
#include <linux/types.h>

#define BENCH_CALLS 131072	/* of a thread, in one measurement */
#define BENCH_BATCH 256		/* between two looks at the clock */
#define BENCH_THREADS 2		/* most */

struct bench_side {
	/* For any number of threads; ends the program if it cannot. */
	void *(*setup)(unsigned int flush_ns);
	/* BENCH_CALLS calls; returns what they took, in ns. */
	u64 (*run)(void *side, unsigned int thread);
	void (*teardown)(void *side);
};

struct bench_row {
	const char *name;
	struct bench_side ours, theirs;	/* theirs: Linux's */
	unsigned int percent;	/* ours may take so much of Linux's; 0: any */
	bool free_flush_only;
};

/* Each table ends with a row without a name. */
extern const struct bench_row bench_queue_rows[];
extern const struct bench_row bench_iova_rows[];
extern const struct bench_row bench_dma_rows[];

/* A domain that maps nothing and whose flush takes so long. */
struct bench_domain {
	struct iommu_domain domain;
	unsigned int flush_ns;
	atomic64_t flushes;
};

void bench_domain_init(struct bench_domain *bd, unsigned int flush_ns);

/*
 * What becomes of an IOVA when there is no allocator: nothing, unless somebody
 * wants to know of it.
 */
extern void (*bench_released)(unsigned long iova);
/* The same of a flush that ends, and when it began. */
extern void (*bench_flushed)(u64 began);

/* Ends the program with this message. */
void bench_die(const char *what) __attribute__((noreturn));

/* Flushes and staleness, ours beside Linux's; prints its own table. */
void bench_staleness(void);

/* The same for the DMA API, for each cost of a flush. */
void bench_dma_waits(const unsigned int *costs_ns, unsigned int n);

#endif
