// SPDX-License-Identifier: GPL-2.0-only
/*
 * CPU numbers, per-CPU memory, the clock, and options.
 */
#include <linux/atomic.h>
#include <linux/cpumask.h>
#include <linux/kconfig.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/percpu.h>
#include <linux/smp.h>

#include "ktest.h"

#define CONFIG_TEST_ON 1

static void options_are_expressions(void)
{
	CHECK_EQ(IS_ENABLED(CONFIG_TEST_ON), 1);
	CHECK_EQ(IS_ENABLED(CONFIG_TEST_OFF), 0);
	CHECK_EQ(IS_REACHABLE(CONFIG_TEST_ON), 1);
	CHECK_EQ(IS_ENABLED(CONFIG_64BIT), 1);
}

static void every_cpu_has_its_own(void)
{
	unsigned int cpu, n = 0, *counts = alloc_percpu(unsigned int);

	CHECK(counts);
	for_each_possible_cpu(cpu) {
		CHECK_EQ(*per_cpu_ptr(counts, cpu), 0);
		*per_cpu_ptr(counts, cpu) = cpu + 1;
		n++;
	}
	CHECK_EQ(n, nr_cpu_ids);
	for_each_online_cpu(cpu)
		CHECK_EQ(*per_cpu_ptr(counts, cpu), cpu + 1);
	CHECK(raw_cpu_ptr(counts) == counts + raw_smp_processor_id());
	CHECK(this_cpu_ptr(counts) == raw_cpu_ptr(counts));
	CHECK(cpu_online(0) && cpu_online(nr_cpu_ids - 1) &&
	      !cpu_online(nr_cpu_ids));
	CHECK_EQ(num_online_cpus(), nr_cpu_ids);
	free_percpu(counts);
}

static DEFINE_PER_CPU(int, of_a_cpu);

static void so_has_a_variable(void)
{
	unsigned int cpu, n = 0;

	for_each_possible_cpu(cpu)
		per_cpu(of_a_cpu, cpu) = cpu * 3;
	for_each_possible_cpu(cpu)
		n += per_cpu(of_a_cpu, cpu);
	CHECK_EQ(n, 3 * nr_cpu_ids * (nr_cpu_ids - 1) / 2);
	CHECK_EQ(per_cpu(of_a_cpu, 0), 0);
}

static void preemption_is_off_while_a_cpu_is_held(void)
{
	unsigned int *x = alloc_percpu(unsigned int);

	get_cpu();
	CHECK(in_atomic());
	put_cpu();
	CHECK(!in_atomic());
	get_cpu_ptr(x);
	CHECK(in_atomic());
	put_cpu_ptr(x);
	CHECK(!in_atomic());
	free_percpu(x);
}

static unsigned int seen[NR_CPUS];

static int counts_its_cpu(void *data)
{
	unsigned int cpu = raw_smp_processor_id();

	(void)data;
	if (cpu >= nr_cpu_ids || cpu != raw_smp_processor_id())
		return -EINVAL;
	__atomic_add_fetch(&seen[cpu], 1, __ATOMIC_RELAXED);
	return 0;
}

static void threads_take_the_numbers_by_turns(void)
{
	unsigned int i;

	for (i = 0; i < 2 * NR_CPUS; i++)
		CHECK_EQ(kthread_stop(kthread_run(counts_its_cpu, NULL, "cpu")),
			 0);
	for (i = 0; i < NR_CPUS; i++)
		CHECK_EQ(seen[i], 2);
}

static void the_clock_only_goes_on(void)
{
	ktime_t last = ktime_get(), now;
	unsigned int i;

	for (i = 0; i < 1000; i++) {
		now = ktime_get();
		CHECK(!ktime_before(now, last));
		last = now;
	}
	CHECK_EQ(ktime_to_us(5000999), 5000);
	CHECK_EQ(ktime_to_ns(5000999), 5000999);
	CHECK_EQ(ktime_to_ms(5000999), 5);
	CHECK(ktime_after(ktime_add_ns(last, 1), last));
	CHECK_EQ(ktime_sub(ktime_add(last, 7), last), 7);
}

KTEST_SUITE(percpu,
	KTEST(options_are_expressions),
	KTEST(every_cpu_has_its_own),
	KTEST(so_has_a_variable),
	KTEST(preemption_is_off_while_a_cpu_is_held),
	KTEST(threads_take_the_numbers_by_turns),
	KTEST(the_clock_only_goes_on));
