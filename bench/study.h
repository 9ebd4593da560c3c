/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BENCH_STUDY_H
#define BENCH_STUDY_H

/*
 * A simulation of flush queues on more CPUs than there are, in virtual time:
 * the real policy (shim/core/fq-policy.c) decides, and what flush-queue.c does
 * with its decisions is followed flush by flush.  Between two flushes nothing
 * happens that would have to be looked at one by one.
 *
 * Nothing in it is random: the same question has the same answer.
 */
#include <linux/types.h>

#include <iommu-shim/flush-queue.h>

#define STUDY_CPUS 16		/* most */

enum study_load {
	STUDY_EVEN,		/* all CPUs unmap as much */
	STUDY_SKEWED,		/* one as much as all others together */
	STUDY_ONE,		/* one, and no other */
	STUDY_LOADS
};

extern const char *const study_load_names[STUDY_LOADS];

/* A machine and what it does. */
struct study_cell {
	unsigned int flush_us;
	unsigned int later_us;	/* from the first second on; 0: no other */
	bool serial;		/* one flush at a time */
	unsigned int cpus;
	enum study_load load;
	unsigned int work_ns;	/* from one unmap of a CPU to its next */
	/*
	 * As in Linux 6.1: who finds its queue full flushes, whoever else does,
	 * and so does the timer.
	 */
	bool regardless;
};

struct study_outcome {
	double ns;		/* of queueing and flushing, for each unmap */
	double flushes;		/* for a million unmaps */
	double stale_us;	/* the longest that a page stayed reachable */
	bool shared;		/* at the end */
	u32 limit;
};

/*
 * With what is known as options of a queue.  Those of mode auto reserve the
 * memory of @entries twice; see fq_policy_init().
 */
struct study_outcome study_simulate(const struct study_cell *cell,
				    const struct iommu_fq_options *options);

/*
 * The best of all fixed settings that keep @max_stale_us and need no more than
 * STUDY_ENTRIES in all.  What it is, is left in @best.
 */
#define STUDY_ENTRIES 65536
struct study_outcome study_best(const struct study_cell *cell,
				unsigned int max_stale_us,
				struct iommu_fq_options *best);
/* All of them, one after the other. */
void study_each_setting(const struct study_cell *cell,
			void (*visit)(const struct study_cell *cell,
				      const struct iommu_fq_options *options,
				      const struct study_outcome *outcome,
				      void *cookie),
			void *cookie);

#endif
