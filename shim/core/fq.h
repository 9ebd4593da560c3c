/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_CORE_FQ_H
#define SHIM_CORE_FQ_H

/*
 * A flush queue from inside: flush-queue.c queues, flushes and releases,
 * fq-ring.h is the ring, fq-policy.c says which ring, how much of it, and when,
 * fq-hotplug.c hears of CPUs that go away.
 */

#include <linux/atomic.h>
#include <linux/list.h>
#include <linux/timer.h>

#include <iommu-shim/flush-queue.h>

#include "fq-policy.h"
#include "fq-ring.h"

struct iommu_fq {
	/* Read by every call, written seldom. */
	struct iommu_domain *domain;
	struct fq_ring __percpu *rings;
	struct fq_ring *in_use;		/* the shared one, if it is; or NULL */
	struct fq_policy policy;

	/* Flushes that have begun and that have ended; they may wrap. */
	atomic_t started ____cacheline_aligned;
	atomic_t finished;
	atomic_t timer_on;

	struct timer_list timer ____cacheline_aligned;
	u32 armed;		/* flushes that had begun when it was started */
	unsigned long flush_began;	/* the newest, in jiffies */
	unsigned int flusher;	/* the CPU that began it */
	bool stuck;		/* has been reported */
	atomic64_t full;
	atomic64_t timeouts;

	/* What the queues had seen when the policy was last told of it. */
	u32 surveying;		/* is somebody at it? */
	u64 surveyed_ns;
	unsigned long surveyed_tail;	/* of the shared one */
	u32 surveyed_switches;

	/* Page tables of what was unmapped since the newest flush began. */
	spinlock_t tables_lock;
	struct iommu_iotlb_gather tables;

	struct hlist_node hotplug;

	struct fq_ring shared;
};

/* Flushes and releases what a CPU has queued that is no more.  May sleep. */
void fq_cpu_dead(struct iommu_fq *fq, unsigned int cpu);

/* From fq_hotplug_add() to fq_hotplug_remove() we are told of it.  May sleep. */
int fq_hotplug_add(struct iommu_fq *fq);
void fq_hotplug_remove(struct iommu_fq *fq);

#endif
