/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_CORE_FQ_POLICY_H
#define SHIM_CORE_FQ_POLICY_H

/*
 * Which queue, how much of it, how long to wait: decided from what flushes cost
 * and what traffic there is, and from nothing else.  Knows no queue and no
 * clock, so that it can be driven by a simulation as well (bench/study.c).
 */

#include <linux/types.h>

#include <iommu-shim/flush-queue.h>

struct fq_policy {
	/* What it decides; may be read at any time. */
	bool shared;		/* all CPUs use one queue */
	bool ahead;		/* begin a flush before a queue is full */
	u32 limit;		/* entries of a queue, after which a flush begins */
	unsigned long delay;	/* jiffies until it begins anyway; 0: at once */

	/* What it was given. */
	bool adapts;		/* it wants to hear of the traffic */
	u32 own_entries;	/* of a CPU's queue; 0: there is none */
	u32 shared_entries;	/* of the shared queue; 0: there is none */
	u32 timeout_us;
	u32 max_stale_us;

	/* What it was told. */
	u64 flush_ns;		/* what a flush takes: a moving average */
	u64 worst_ns;		/* the longest one, slowly forgotten */
};

/* What has been queued in a time. */
struct fq_traffic {
	u64 ns;
	u64 entries;
	u64 busiest;	/* of one CPU; 0: not known, they share a queue */
	u64 second;	/* of the next */
	/*
	 * How often the next entry of a shared queue is another CPU's: counted,
	 * or, while each has its own, expected.
	 */
	u64 switches;
};

void fq_policy_init(struct fq_policy *policy,
		    const struct iommu_fq_options *options, unsigned int cpus);
/* A flush has taken @ns. */
void fq_policy_flushed(struct fq_policy *policy, u64 ns);
/* Tells it of the traffic since the last time.  One caller at a time. */
void fq_policy_traffic(struct fq_policy *policy,
		       const struct fq_traffic *traffic);

#endif
