// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which queue, how much of it, how long to wait.
 *
 * A flush costs each entry its time by the number of entries that share it.  That
 * number is bounded by memory, which each CPU has a part of, or all have
 * together: where one CPU does most of the unmapping, its own part is full while
 * the others' are empty, and one queue for all saves flushes; where all do, its
 * cache line goes from CPU to CPU.  Auto compares the two.
 *
 * Whatever the queue, a flush is begun a little before it is full, by the one
 * CPU that is there first, so that the others need not wait for it, nor begin
 * their own.
 */
#include <linux/compiler.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/log2.h>
#include <linux/math64.h>

#include "fq-policy.h"

/* What an entry costs more that follows one of another CPU in a queue, in ns. */
#define SWITCH_NS 64
/*
 * What a flush may cost each entry, in ns, before more entries are used for it:
 * they fall out of the cache.
 */
#define SHARE_NS 1
#define LEAST 512u
#define LEAST_OWN 64u
/* In which costs are compared. */
#define PER_NS 16
/* Fractions are in 1024ths. */
#define ONE 1024u

static unsigned long delay_of(const struct fq_policy *p)
{
	u64 us = p->timeout_us;
	u64 bound = p->max_stale_us;

	if (bound) {
		/*
		 * Room for a flush that may be waiting for another one, each
		 * of them as long as the longest.  A timer may be late by an
		 * eighth of its time, which the timer wheel gives away.
		 */
		u64 reserve = div64_u64(2 * READ_ONCE(p->worst_ns), 1000);

		bound = bound > reserve ? bound - reserve : 0;
		us = min(us, bound - bound / 8);
	}
	/*
	 * A timer of n jiffies runs out after n to n + 1 of them: one less, if
	 * there is a bound.  Without, less than one tick is one.
	 */
	us = div64_u64(us * HZ, 1000000);
	if (p->max_stale_us)
		return us > 1 ? us - 1 : 0;
	return us ? us : 1;
}

static void decide_delay(struct fq_policy *p)
{
	unsigned long delay = delay_of(p);

	if (READ_ONCE(p->delay) != delay)
		WRITE_ONCE(p->delay, delay);
}

static void decide_limit(struct fq_policy *p, u32 limit)
{
	if (p->limit != limit)
		WRITE_ONCE(p->limit, limit);
}

void fq_policy_init(struct fq_policy *p, const struct iommu_fq_options *options,
		    unsigned int cpus)
{
	*p = (struct fq_policy) {
		.timeout_us = options->timeout_us,
		.max_stale_us = options->max_stale_us,
		.adapts = options->mode == IOMMU_FQ_AUTO,
	};
	switch (options->mode) {
	case IOMMU_FQ_SINGLE:
		p->shared = true;
		p->shared_entries = options->entries;
		p->limit = options->entries;
		break;
	case IOMMU_FQ_AUTO:
		/* The same memory twice: once for all, once in parts. */
		p->own_entries = max_t(u32, LEAST_OWN,
				       rounddown_pow_of_two(options->entries / cpus));
		p->shared_entries = options->entries;
		p->ahead = true;
		p->limit = p->own_entries;
		break;
	case IOMMU_FQ_PERCPU:
		p->own_entries = options->entries;
		p->limit = options->entries;
		break;
	}
	decide_delay(p);
}

void fq_policy_flushed(struct fq_policy *p, u64 ns)
{
	u64 old = READ_ONCE(p->flush_ns), worst = READ_ONCE(p->worst_ns);

	/* Two CPUs may be here: one measurement is lost then. */
	WRITE_ONCE(p->flush_ns, old ? (7 * old + ns) / 8 : ns);
	WRITE_ONCE(p->worst_ns, max(ns, worst - worst / 64));
	if (p->max_stale_us)
		decide_delay(p);
}

/*
 * How full a queue may be when a flush is begun: so that the flush costs each
 * entry next to nothing, and that there is room for what comes meanwhile.
 */
static u32 limit_for(const struct fq_policy *p, u32 entries, u64 meanwhile)
{
	u64 wanted = clamp_t(u64, div64_u64(READ_ONCE(p->flush_ns), SHARE_NS), LEAST,
			     65536);
	u64 kept = meanwhile ? meanwhile + meanwhile / 4 + 8 : 0;

	kept = min_t(u64, kept, entries / 2);
	return min_t(u64, roundup_pow_of_two(wanted), entries - kept);
}

/* What a flush costs each of so many entries. */
static u64 share_of(const struct fq_policy *p, u64 entries)
{
	return div64_u64(READ_ONCE(p->flush_ns) * PER_NS, max_t(u64, entries, 1));
}

void fq_policy_traffic(struct fq_policy *p, const struct fq_traffic *t)
{
	u64 switches, busiest, meanwhile, by_timer, own_cost, shared_cost;
	u32 own, shared = 0;

	if (!p->adapts || !t->entries || !t->ns)
		return;
	/* Of the traffic: how much switches CPUs, and is the busiest CPU's. */
	switches = div64_u64(t->switches * ONE, t->entries);
	busiest = t->busiest ? div64_u64(t->busiest * ONE, t->entries) :
			       ONE - switches;
	busiest = clamp_t(u64, busiest, 1, ONE);

	/* While a flush takes its time, and from timer to timer. */
	meanwhile = div64_u64(t->entries * READ_ONCE(p->flush_ns), t->ns);
	by_timer = div64_u64(t->entries * READ_ONCE(p->delay) * (NSEC_PER_SEC / HZ),
			     t->ns);

	/* Of those CPUs that do not flush. */
	own = limit_for(p, p->own_entries,
			meanwhile * min(busiest, ONE - busiest) / ONE);
	own_cost = share_of(p, min_t(u64, own * ONE / busiest, by_timer));
	if (p->shared_entries) {
		shared = limit_for(p, p->shared_entries,
				   meanwhile * (ONE - busiest) / ONE);
		shared_cost = share_of(p, min_t(u64, shared, by_timer)) +
			      switches * SWITCH_NS * PER_NS / ONE;
		/* Not for next to nothing, or it goes to and fro. */
		if (p->shared &&
		    own_cost + own_cost / 32 + PER_NS < shared_cost)
			WRITE_ONCE(p->shared, false);
		else if (!p->shared &&
			 shared_cost + shared_cost / 32 + PER_NS < own_cost)
			WRITE_ONCE(p->shared, true);
	}
	decide_limit(p, p->shared ? shared : own);
}
