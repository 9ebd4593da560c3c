// SPDX-License-Identifier: GPL-2.0-only
/*
 * What docs/flush-queues.md says, on some of the cells of the study.
 */
#include <linux/kernel.h>

#include "ktest.h"
#include "study.h"

#define BOUND_US 10000

static struct study_outcome run(const struct study_cell *cell,
				enum iommu_fq_mode mode, unsigned int entries,
				unsigned int timeout_us)
{
	const struct iommu_fq_options options = {
		.mode = mode, .entries = entries, .timeout_us = timeout_us,
		.max_stale_us = mode == IOMMU_FQ_AUTO ? BOUND_US : 0,
	};

	return study_simulate(cell, &options);
}

/* A hypervisor that works on one flush at a time, of 16 CPUs. */
static const struct study_cell hypervisor = {
	.flush_us = 100, .serial = true, .cpus = 16, .work_ns = 20000,
};

static void linuxs_single_queue_beats_linuxs_percpu_queues_there(void)
{
	struct study_outcome percpu, single;

	percpu = run(&hypervisor, IOMMU_FQ_PERCPU, 256, 10000);
	single = run(&hypervisor, IOMMU_FQ_SINGLE, 32768, 1000000);
	CHECK(single.ns < percpu.ns);
	CHECK(single.flushes < percpu.flushes);
}

static void a_small_single_queue_is_worse_than_percpu_queues(void)
{
	struct study_outcome percpu, single;

	percpu = run(&hypervisor, IOMMU_FQ_PERCPU, 256, 10000);
	single = run(&hypervisor, IOMMU_FQ_SINGLE, 256, 10000);
	CHECK(single.ns > percpu.ns);
}

static void percpu_queues_are_better_where_flushes_are_cheap(void)
{
	const struct study_cell bare = {
		.flush_us = 1, .cpus = 16, .work_ns = 500,
	};

	CHECK(run(&bare, IOMMU_FQ_PERCPU, 256, 10000).ns <
	      run(&bare, IOMMU_FQ_SINGLE, 32768, 1000000).ns);
}

static void auto_is_close_to_the_best_and_keeps_its_bound(void)
{
	static const unsigned int flush_us[] = { 0, 10, 1000 };
	struct study_cell cell = { 0 };
	unsigned int f, cpus;

	for (f = 0; f < ARRAY_SIZE(flush_us); f++)
		for (cpus = 1; cpus <= 16; cpus *= 16)
			for (cell.load = 0; cell.load < STUDY_LOADS;
			     cell.load++) {
				struct study_outcome best, o;
				struct iommu_fq_options options;

				cell.flush_us = flush_us[f];
				cell.serial = true;
				cell.cpus = cpus;
				cell.work_ns = 500;
				if (cpus == 1 && cell.load)
					continue;
				best = study_best(&cell, BOUND_US, &options);
				o = run(&cell, IOMMU_FQ_AUTO, STUDY_ENTRIES,
					1000000);
				CHECK(o.ns <= 1.1 * best.ns);
				CHECK(o.stale_us <= BOUND_US);
			}
}

/* Without warning, a flush takes a hundred times as long. */
static void auto_keeps_its_bound_when_flushes_get_dear(void)
{
	static const unsigned int work_ns[] = { 500, 20000 };
	struct study_cell cell = {
		.flush_us = 10, .later_us = 1000, .cpus = 16,
	};
	unsigned int w, serial;

	for (w = 0; w < ARRAY_SIZE(work_ns); w++)
		for (serial = 0; serial < 2; serial++)
			for (cell.load = 0; cell.load < STUDY_LOADS;
			     cell.load++) {
				cell.work_ns = work_ns[w];
				cell.serial = serial;
				CHECK(run(&cell, IOMMU_FQ_AUTO, STUDY_ENTRIES,
					  1000000).stale_us <= BOUND_US);
			}
}

KTEST_SUITE(fq_study,
	KTEST(linuxs_single_queue_beats_linuxs_percpu_queues_there),
	KTEST(a_small_single_queue_is_worse_than_percpu_queues),
	KTEST(percpu_queues_are_better_where_flushes_are_cheap),
	KTEST(auto_is_close_to_the_best_and_keeps_its_bound),
	KTEST(auto_keeps_its_bound_when_flushes_get_dear));
