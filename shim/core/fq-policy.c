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
#define LEAST 1024u
#define LEAST_OWN 64u
/* In which costs are compared. */
#define PER_NS 16
/* Fractions are in 1024ths. */
#define ONE 1024u

/*
 * A timer of n jiffies runs out after n to n + 1 of them; for one of 64 or more
 * Linux looks every 8 of them only, and so on by powers of 8.
 */
static unsigned long delay_of(const struct fq_policy *p)
{
	unsigned long ticks, late;
	u64 us = p->timeout_us;
	u64 bound = p->max_stale_us;

	if (bound) {
		/*
		 * Room for one flush, as long as the longest, and for one that
		 * is longer than all before.  It waits for no other: the timer
		 * lets a newer one be enough.
		 */
		u64 reserve = max(bound / 10,
				  div64_u64(READ_ONCE(p->worst_ns) + 999,
					    1000));

		us = min(us, bound > reserve ? bound - reserve : 0);
	}
	ticks = div64_u64(us * HZ, 1000000);
	/* Without a bound, less than one tick is one. */
	if (!p->max_stale_us)
		return ticks ? ticks : 1;
	late = 1;
	while (ticks / late >= 64)
		late *= 8;
	return ticks > late ? ticks - late : 0;
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
		/* Until we know better, a flush may take a quarter of it. */
		.worst_ns = (u64)options->max_stale_us * NSEC_PER_USEC / 4,
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
		if (cpus > 1)
			p->limit -= p->own_entries / 8;
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
	WRITE_ONCE(p->worst_ns, old ? max(ns, worst - worst / 64) : ns);
	if (p->max_stale_us)
		decide_delay(p);
}

/*
 * How full a queue may be when a flush is begun: so that it costs each of @times
 * as many entries next to nothing, and not more than @most.
 */
static u32 limit_for(const struct fq_policy *p, u64 times, u64 most)
{
	u64 wanted = div64_u64(READ_ONCE(p->flush_ns) * ONE, times * SHARE_NS);

	wanted = clamp_t(u64, wanted, LEAST, 65536);
	return min_t(u64, roundup_pow_of_two(wanted), most);
}

/* What is left of a queue when there must be room for so many more. */
static u64 without(u32 entries, u64 more)
{
	more += more / 4 + entries / 32;
	return entries - min_t(u64, more, entries / 2);
}

/* What a flush costs each of so many entries. */
static u64 share_of(const struct fq_policy *p, u64 entries)
{
	return div64_u64(READ_ONCE(p->flush_ns) * PER_NS,
			 max_t(u64, entries, 1));
}

/* Parts of the traffic, in 1024ths; what comes in a time. */
struct mix {
	u64 switches, busiest, second;
	u64 by_flush, by_timer;
};

static void look_at(const struct fq_policy *p, const struct fq_traffic *t,
		    struct mix *mix)
{
	u64 flush_ns = READ_ONCE(p->flush_ns);
	u64 timer_ns = (u64)READ_ONCE(p->delay) * (NSEC_PER_SEC / HZ);

	mix->switches = div64_u64(t->switches * ONE, t->entries);
	if (t->busiest) {
		mix->busiest = div64_u64(t->busiest * ONE, t->entries);
		mix->second = div64_u64(t->second * ONE, t->entries);
	} else {
		/* As if those who share it did so in equal parts. */
		mix->busiest = ONE - min_t(u64, mix->switches, ONE);
		mix->second = min(mix->busiest, ONE - mix->busiest);
	}
	mix->busiest = max_t(u64, mix->busiest, 1);
	mix->by_flush = div64_u64(t->entries * flush_ns, t->ns);
	mix->by_timer = div64_u64(t->entries * timer_ns, t->ns);
}

/*
 * The busiest CPU flushes, and then the next one must not be full before that
 * has ended.
 */
static u32 own_limit(const struct fq_policy *p, const struct mix *mix)
{
	u64 most = p->own_entries;

	if (mix->second)
		most = min(most, div64_u64(without(p->own_entries,
						   mix->by_flush * mix->second /
						   ONE) * mix->busiest,
					   mix->second));
	return limit_for(p, div64_u64(ONE * ONE, mix->busiest), most);
}

static u32 shared_limit(const struct fq_policy *p, const struct mix *mix)
{
	u64 most = p->shared_entries;

	/* Any of them may be the one that flushes. */
	if (mix->switches)
		most = without(p->shared_entries, mix->by_flush);
	return limit_for(p, ONE, most);
}

void fq_policy_traffic(struct fq_policy *p, const struct fq_traffic *t)
{
	u64 own_cost, shared_cost;
	u32 own, shared = 0;
	struct mix mix;

	if (!p->adapts || !t->entries || !t->ns)
		return;
	look_at(p, t, &mix);

	own = own_limit(p, &mix);
	own_cost = share_of(p, min_t(u64, div64_u64(own * ONE, mix.busiest),
				     mix.by_timer));
	if (p->shared_entries) {
		shared = shared_limit(p, &mix);
		shared_cost = share_of(p, min_t(u64, shared, mix.by_timer)) +
			      mix.switches * SWITCH_NS * PER_NS / ONE;
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
