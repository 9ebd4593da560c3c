/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_CORE_FQ_H
#define SHIM_CORE_FQ_H

/*
 * A flush queue from inside: flush-queue.c queues, flushes and releases,
 * fq-ring.c is the ring, fq-policy.c says which ring, how much of it, and when.
 */

#include <linux/atomic.h>
#include <linux/timer.h>

#include <iommu-shim/flush-queue.h>

#include "fq-ring.h"

struct iommu_fq {
	struct iommu_domain *domain;
	struct fq_ring __percpu *rings;
	struct iommu_fq_options options;

	/* Read by every call, written by the policy after a flush. */
	bool single;		/* all use the ring of CPU @first */
	unsigned int first;
	unsigned long delay;	/* jiffies; 0: flush in every call */

	/* Flushes that have begun and that have ended; they may wrap. */
	atomic_t started ____cacheline_aligned;
	atomic_t finished;

	atomic_t timer_on;
	struct timer_list timer;
	unsigned long flush_began;	/* the newest, in jiffies */
	bool stuck;		/* has been reported */

	u64 flush_ns;		/* what one takes: a moving average */
	atomic64_t full;
	atomic64_t timeouts;
};

/* What the options say before anything was measured. */
void fq_policy_init(struct iommu_fq *fq);
/* A flush has taken @ns. */
void fq_policy_flushed(struct iommu_fq *fq, u64 ns);

#endif
