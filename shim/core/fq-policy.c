// SPDX-License-Identifier: GPL-2.0-only
/*
 * How many queues, how much of them, how long to wait.
 *
 * What a flush costs is measured; what it costs each entry is that by the
 * number of entries that share it.  Auto uses no more of a ring than brings this
 * below a budget, since a larger ring falls out of the cache.  Where a full
 * ring of each CPU is not enough, one CPU's unmaps fill it while the others'
 * stay empty: then all CPUs share one, which costs them the contention.
 */
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/percpu.h>

#include "fq.h"

/* A flush may cost each entry this much, in ns. */
#define BUDGET_NS 2
/* What sharing a ring costs each entry, in ns, and when it is worth it. */
#define CONTENTION_NS 64
#define AUTO_LEAST 256u

static unsigned long delay_of(const struct iommu_fq *fq, u64 flush_ns)
{
	u64 us = fq->options.timeout_us;
	u64 bound = fq->options.max_stale_us;

	if (bound) {
		/* Room for a flush that takes twice as long as they do. */
		u64 reserve = 2 * flush_ns / 1000;

		bound = bound > reserve ? bound - reserve : 0;
		us = min(us, bound);
	}
	/*
	 * A timer of n jiffies runs out after n to n + 1 of them: one less, if
	 * there is a bound.  Without, less than one tick is one.
	 */
	us = us * HZ / 1000000;
	if (fq->options.max_stale_us)
		return us > 1 ? us - 1 : 0;
	return us ? us : 1;
}

static void set_limit(struct iommu_fq *fq, u32 limit)
{
	unsigned int cpu;

	if (READ_ONCE(per_cpu_ptr(fq->rings, fq->first)->limit) == limit)
		return;
	for_each_possible_cpu(cpu)
		WRITE_ONCE(per_cpu_ptr(fq->rings, cpu)->limit, limit);
}

void fq_policy_init(struct iommu_fq *fq)
{
	fq->single = fq->options.mode == IOMMU_FQ_SINGLE;
	fq->delay = delay_of(fq, 0);
}

void fq_policy_flushed(struct iommu_fq *fq, u64 ns)
{
	u64 old = READ_ONCE(fq->flush_ns), share;
	u32 limit, most = fq->options.entries;

	/* Two CPUs may be here: one measurement is lost then. */
	ns = old ? (7 * old + ns) / 8 : ns;
	WRITE_ONCE(fq->flush_ns, ns);
	if (fq->options.max_stale_us)
		WRITE_ONCE(fq->delay, delay_of(fq, ns));
	if (fq->options.mode != IOMMU_FQ_AUTO)
		return;

	limit = clamp_t(u64, ns / BUDGET_NS, min(AUTO_LEAST, most), most);
	limit = min_t(u32, roundup_pow_of_two(limit), most);
	set_limit(fq, limit);
	share = ns / limit;
	if (share > 2 * CONTENTION_NS)
		WRITE_ONCE(fq->single, true);
	else if (share < CONTENTION_NS)
		WRITE_ONCE(fq->single, false);
}
