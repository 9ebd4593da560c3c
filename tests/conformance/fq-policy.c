// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the policy of flush queues makes of what it is told.  That it is a good
 * one, bench/study.c shows.
 */
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ktime.h>

#include "fq-policy.h"
#include "ktest.h"

static const struct iommu_fq_options automatic = {
	.mode = IOMMU_FQ_AUTO, .entries = 32768, .timeout_us = 100000,
};

/* For 16 CPUs: until the averages have settled. */
static void tell(struct fq_policy *p, u64 flush_ns, const struct fq_traffic *t)
{
	unsigned int i;

	for (i = 0; i < 100; i++) {
		fq_policy_flushed(p, flush_ns);
		fq_policy_traffic(p, t);
	}
}

/* A million in 100 ms, by one CPU or by 16. */
static const struct fq_traffic lonely = {
	.ns = 100 * NSEC_PER_MSEC, .entries = 1000000, .busiest = 1000000,
};

static const struct fq_traffic crowded = {
	.ns = 100 * NSEC_PER_MSEC, .entries = 1000000, .busiest = 62500,
	.second = 62500, .switches = 937500,
};

static void dear_flushes_use_more_of_a_queue(void)
{
	static const u64 ns[] = { 100, 2000, 10000, 100000 };
	u32 limit = 0;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(ns); i++) {
		struct fq_policy p;

		fq_policy_init(&p, &automatic, 1);
		tell(&p, ns[i], &lonely);
		CHECK(p.limit > limit);
		CHECK(p.limit <= 32768);
		limit = p.limit;
	}
}

static void one_busy_cpu_shares_the_queue_when_flushes_are_dear(void)
{
	struct fq_policy p;

	fq_policy_init(&p, &automatic, 16);
	CHECK_EQ(p.own_entries, 2048);
	tell(&p, 100, &lonely);
	CHECK(!p.shared);
	tell(&p, 1000000, &lonely);
	CHECK(p.shared);
	CHECK(p.limit > 2048);
	/* And back. */
	tell(&p, 100, &crowded);
	CHECK(!p.shared);
}

static void many_busy_cpus_keep_their_own(void)
{
	struct fq_policy p;

	fq_policy_init(&p, &automatic, 16);
	tell(&p, 100000, &crowded);
	CHECK(!p.shared);
	/* Room is left for what the others queue meanwhile: 62 each. */
	CHECK(p.limit <= 2048 - 62);
	CHECK(p.limit > 2048 * 9 / 10);
}

static void a_bound_makes_the_delay_shorter_by_a_flush(void)
{
	struct iommu_fq_options options = automatic;
	struct fq_policy p;
	unsigned long before;

	options.max_stale_us = 50000;
	/* A tenth is to spare, however short flushes are. */
	fq_policy_init(&p, &options, 16);
	fq_policy_flushed(&p, 1);
	CHECK(p.delay > 0);
	CHECK(p.delay + 1 + 5 * HZ / 1000 <= 50 * HZ / 1000);
	fq_policy_init(&p, &options, 16);
	before = p.delay;
	CHECK(before > 0 && before + 1 < 50 * HZ / 1000);
	fq_policy_flushed(&p, 7 * NSEC_PER_MSEC);
	CHECK(p.delay + 1 + 7 * HZ / 1000 <= 50 * HZ / 1000);
	/* Where there is no time left, nothing may wait. */
	fq_policy_flushed(&p, 50 * NSEC_PER_MSEC);
	CHECK_EQ(p.delay, 0);
	/* A long flush is forgotten, in time. */
	tell(&p, 1000, &crowded);
	CHECK(p.delay > 0);
}

static void fixed_settings_stay(void)
{
	struct iommu_fq_options options = automatic;
	struct fq_policy p;

	options.mode = IOMMU_FQ_PERCPU;
	fq_policy_init(&p, &options, 16);
	tell(&p, 1000000, &lonely);
	CHECK(!p.shared);
	CHECK_EQ(p.limit, 32768);
	options.mode = IOMMU_FQ_SINGLE;
	fq_policy_init(&p, &options, 16);
	tell(&p, 100, &crowded);
	CHECK(p.shared);
	CHECK_EQ(p.limit, 32768);
}

static void nothing_in_no_time_is_nothing(void)
{
	static const struct fq_traffic nothing;
	struct fq_policy p;

	fq_policy_init(&p, &automatic, 16);
	fq_policy_traffic(&p, &nothing);
	CHECK(p.limit <= p.own_entries);
	CHECK(p.limit > p.own_entries / 2);
}

KTEST_SUITE(fq_policy,
	KTEST(dear_flushes_use_more_of_a_queue),
	KTEST(one_busy_cpu_shares_the_queue_when_flushes_are_dear),
	KTEST(many_busy_cpus_keep_their_own),
	KTEST(a_bound_makes_the_delay_shorter_by_a_flush),
	KTEST(fixed_settings_stay),
	KTEST(nothing_in_no_time_is_nothing));
