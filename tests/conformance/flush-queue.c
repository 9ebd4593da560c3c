// SPDX-License-Identifier: GPL-2.0-only
/*
 * Flush queues: nothing is released before a flush that began after it was
 * queued, everything is released once, and nobody waits for a lock, a slot or
 * another CPU.
 */
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/percpu.h>
#include <linux/sched.h>

#include <iommu-shim/flush-queue.h>

#include "conformance.h"
#include "fq.h"

#define ENTRIES 64

/* In units of the environment's time. */
#define TIMEOUT 10

static struct iommu_fq *fq;
static atomic_t released[4 * ENTRIES];
static atomic_t bad_release;

static unsigned int sum_released(void)
{
	unsigned int i, sum = 0;

	for (i = 0; i < ARRAY_SIZE(released); i++)
		sum += atomic_read(&released[i]);
	return sum;
}

static void release(struct iommu_domain *domain, unsigned long iova,
		    size_t size, void *cookie)
{
	if (domain != conf_domain || !iova || size != PAGE_SIZE)
		atomic_inc(&bad_release);
	atomic_inc(cookie);
}

static bool begin_with(const struct iommu_fq_options *options)
{
	memset(released, 0, sizeof(released));
	atomic_set(&bad_release, 0);
	env_time_freeze(true);
	fq = iommu_fq_create(conf_domain, options);
	if (!IS_ERR(fq))
		return true;
	fq = NULL;
	return false;
}

static struct iommu_fq_options options_of(enum iommu_fq_mode mode)
{
	return (struct iommu_fq_options) {
		.mode = mode,
		.entries = ENTRIES,
		.timeout_us = TIMEOUT * env_time_unit_us,
	};
}

static bool begin(enum iommu_fq_mode mode)
{
	struct iommu_fq_options options = options_of(mode);

	return begin_with(&options);
}

/* For cases in which the device is asked before the queue is to be flushed. */
static bool begin_slow(enum iommu_fq_mode mode)
{
	struct iommu_fq_options options = options_of(mode);

	options.timeout_us *= 1000;
	return begin_with(&options);
}

static void destroy(void)
{
	iommu_fq_destroy(fq);
	fq = NULL;
	env_time_freeze(false);
}

static void end(void)
{
	struct iommu_fq_counters c;

	iommu_fq_flush(fq);
	iommu_fq_counters(fq, &c);
	destroy();
	CHECK_EQ(atomic_read(&bad_release), 0);
	CHECK_EQ(c.pending, 0);
	CHECK_EQ(c.queued, c.released);
}

#define for_each_mode(m) for ((m) = IOMMU_FQ_PERCPU; (m) <= IOMMU_FQ_AUTO; (m)++)

static void queue(unsigned int i)
{
	iommu_fq_queue(fq, IOVA_A + i * PAGE_SIZE, PAGE_SIZE, release,
		       &released[i]);
}

static void nothing_is_released_before_a_flush(void)
{
	struct page *page = conf_page();
	enum iommu_fq_mode mode;

	for_each_mode(mode) {
		CHECK(begin_slow(mode));
		CHECK_EQ(conf_map_cached(IOVA_A, page), 0);
		CHECK_EQ(iommu_fq_unmap(fq, IOVA_A, PAGE_SIZE, release,
					&released[0]), PAGE_SIZE);
		CHECK_EQ(iommu_iova_to_phys(conf_domain, IOVA_A), 0);
		CHECK_EQ(sum_released(), 0);
		if (env_invalidations() != ENV_UNKNOWN)
			CHECK(conf_reaches(IOVA_A, page));
		iommu_fq_flush(fq);
		CHECK_EQ(sum_released(), 1);
		CHECK(!conf_reaches(IOVA_A, page));
		end();
	}
}

static void a_full_queue_flushes_once_and_goes_on(void)
{
	struct iommu_fq_counters c;
	enum iommu_fq_mode mode;
	unsigned int n;

	for (mode = IOMMU_FQ_PERCPU; mode <= IOMMU_FQ_SINGLE; mode++) {
		CHECK(begin(mode));
		for (n = 0; n < ENTRIES; n++)
			queue(n);
		CHECK_EQ(sum_released(), 0);
		queue(n);
		CHECK_EQ(sum_released(), ENTRIES);
		CHECK_EQ(atomic_read(&released[ENTRIES]), 0);
		iommu_fq_counters(fq, &c);
		CHECK_EQ(c.full, 1);
		CHECK_EQ(c.flushes, 1);
		CHECK_EQ(c.pending, 1);
		CHECK_EQ(c.overflows, 0);
		end();
	}
}

static void auto_flushes_before_a_queue_is_full(void)
{
	struct iommu_fq_counters c;
	unsigned int n;

	if (num_possible_cpus() == 1)
		IMPOSSIBLE("there is one CPU: nobody waits for its flush");
	CHECK(begin(IOMMU_FQ_AUTO));
	for (n = 0; n < ENTRIES && !sum_released(); n++)
		queue(n);
	CHECK(n > ENTRIES / 2 && n < ENTRIES);
	CHECK_EQ(sum_released(), n - 1);
	iommu_fq_counters(fq, &c);
	CHECK_EQ(c.full, 1);
	CHECK_EQ(c.flushes, 1);
	CHECK_EQ(c.overflows, 0);
	end();
}

static void the_timer_flushes(void)
{
	struct iommu_fq_counters c;
	enum iommu_fq_mode mode;

	for_each_mode(mode) {
		CHECK(begin(mode));
		queue(0);
		env_time_pass(TIMEOUT - 1);
		CHECK_EQ(sum_released(), 0);
		env_time_pass(3);
		CHECK_EQ(sum_released(), 1);
		/* And again, by the next entry only. */
		env_time_pass(4 * TIMEOUT);
		iommu_fq_counters(fq, &c);
		CHECK_EQ(c.timeouts, 1);
		queue(1);
		env_time_pass(TIMEOUT + 2);
		CHECK_EQ(sum_released(), 2);
		end();
	}
}

static void a_bound_on_staleness_is_kept(void)
{
	struct iommu_fq_options options = options_of(IOMMU_FQ_PERCPU);
	unsigned int i;

	options.timeout_us *= 100;
	options.max_stale_us = 20 * env_time_unit_us;
	CHECK(begin_with(&options));
	for (i = 0; i < min(env_rounds, 40u); i++) {
		queue(0);
		env_time_pass(20);
		CHECK_EQ(sum_released(), i + 1);
	}
	end();
}

static void a_bound_below_two_ticks_is_no_queue_at_all(void)
{
	struct page *page = conf_page();
	struct iommu_fq_options options = options_of(IOMMU_FQ_PERCPU);

	options.max_stale_us = jiffies_to_usecs(2) - 1;
	CHECK(begin_with(&options));
	CHECK_EQ(conf_map_cached(IOVA_A, page), 0);
	CHECK_EQ(iommu_fq_unmap(fq, IOVA_A, PAGE_SIZE, release, &released[0]),
		 PAGE_SIZE);
	CHECK_EQ(sum_released(), 1);
	CHECK(!conf_reaches(IOVA_A, page));
	end();
}

static void options_out_of_range_are_refused(void)
{
	static const struct iommu_fq_options wrong[] = {
		{ .mode = 3, .entries = 256, .timeout_us = 1000 },
		{ .mode = IOMMU_FQ_PERCPU, .entries = 0, .timeout_us = 1000 },
		{ .mode = IOMMU_FQ_PERCPU, .entries = 32, .timeout_us = 1000 },
		{ .mode = IOMMU_FQ_SINGLE, .entries = 100, .timeout_us = 1000 },
		{ .mode = IOMMU_FQ_SINGLE, .entries = 131072,
		  .timeout_us = 1000 },
		{ .mode = IOMMU_FQ_AUTO, .entries = 256, .timeout_us = 0 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(wrong); i++)
		CHECK_EQ(PTR_ERR(iommu_fq_create(conf_domain, &wrong[i])),
			 -EINVAL);
}

static void the_defaults_are_linuxs(void)
{
	struct iommu_fq_options options;

	iommu_fq_default_options(&options, false);
	CHECK_EQ(options.mode, IOMMU_FQ_PERCPU);
	CHECK_EQ(options.entries, 256);
	CHECK_EQ(options.timeout_us, 10000);
	iommu_fq_default_options(&options, true);
	CHECK_EQ(options.mode, IOMMU_FQ_SINGLE);
	CHECK_EQ(options.entries, 32768);
	CHECK_EQ(options.timeout_us, 1000000);
	CHECK(begin_with(NULL));
	end();
}

static void without_memory_there_is_no_queue(void)
{
	struct iommu_fq_options options = options_of(IOMMU_FQ_PERCPU);
	struct iommu_fq *q = ERR_PTR(-ENOMEM);
	unsigned int skip;

	if (!env_can_fail_alloc())
		IMPOSSIBLE("allocations cannot be made to fail");
	for (skip = 0; IS_ERR(q); skip++) {
		CHECK_EQ(PTR_ERR(q), -ENOMEM);
		env_fail_alloc(skip, 1);
		q = iommu_fq_create(conf_domain, &options);
		env_fail_alloc(0, 0);
	}
	/* The queue, what is per CPU, and a ring for each. */
	CHECK(skip > 2 + num_possible_cpus());
	iommu_fq_destroy(q);
}

static unsigned int again;

static void release_and_queue(struct iommu_domain *domain, unsigned long iova,
			      size_t size, void *cookie)
{
	release(domain, iova, size, cookie);
	if (again) {
		again--;
		iommu_fq_queue(fq, iova, size, release_and_queue, cookie);
	}
}

static void a_release_may_queue_again(void)
{
	enum iommu_fq_mode mode;
	unsigned int n;

	for_each_mode(mode) {
		CHECK(begin(mode));
		again = 3;
		iommu_fq_queue(fq, IOVA_A, PAGE_SIZE, release_and_queue,
			       &released[0]);
		for (n = 1; n <= 4; n++) {
			iommu_fq_flush(fq);
			CHECK_EQ(sum_released(), n);
		}
		/* With no room but what it leaves itself. */
		again = 200;
		for (n = 0; n < 2 * ENTRIES; n++)
			iommu_fq_queue(fq, IOVA_A, PAGE_SIZE,
				       release_and_queue, &released[1]);
		while (again)
			iommu_fq_flush(fq);
		iommu_fq_flush(fq);
		CHECK_EQ(atomic_read(&released[1]), 200 + 2 * ENTRIES);
		end();
	}
}

static void destroying_releases_everything(void)
{
	enum iommu_fq_mode mode;
	unsigned int n;

	for_each_mode(mode) {
		CHECK(begin(mode));
		again = 5;
		for (n = 0; n < 10; n++)
			iommu_fq_queue(fq, IOVA_A, PAGE_SIZE,
				       release_and_queue, &released[n]);
		destroy();
		CHECK_EQ(sum_released(), 15);
		CHECK_EQ(atomic_read(&bad_release), 0);
	}
}

static void release_and_flush(struct iommu_domain *domain, unsigned long iova,
			      size_t size, void *cookie)
{
	iommu_fq_flush(fq);
	release(domain, iova, size, cookie);
}

static void a_release_may_flush(void)
{
	CHECK(begin(IOMMU_FQ_PERCPU));
	iommu_fq_queue(fq, IOVA_A, PAGE_SIZE, release_and_flush, &released[0]);
	queue(1);
	iommu_fq_flush(fq);
	CHECK_EQ(sum_released(), 2);
	end();
}

static void release_queue_and_flush(struct iommu_domain *domain,
				    unsigned long iova, size_t size,
				    void *cookie)
{
	release(domain, iova, size, cookie);
	queue(1);
	iommu_fq_flush(fq);
}

/* That flush finds somebody releasing, who has to look once more. */
static void what_a_release_flushes_is_released(void)
{
	enum iommu_fq_mode mode;

	for_each_mode(mode) {
		CHECK(begin(mode));
		iommu_fq_queue(fq, IOVA_A, PAGE_SIZE, release_queue_and_flush,
			       &released[0]);
		iommu_fq_flush(fq);
		CHECK_EQ(atomic_read(&released[0]), 1);
		CHECK_EQ(atomic_read(&released[1]), 1);
		end();
	}
}

static void count(struct iommu_domain *domain, unsigned long iova, size_t size,
		  void *cookie)
{
	(void)domain, (void)iova, (void)size;
	atomic_inc(cookie);
}

static void count_bytes(struct iommu_domain *domain, unsigned long iova,
			size_t size, void *cookie)
{
	(void)domain;
	(void)iova;
	atomic_add(size, cookie);
}

static void unmap_queues_what_it_unmapped(void)
{
	struct page *page = conf_page();
	size_t some, nothing;

	NEEDS_UNMAP_UP_TO_HOLE();
	CHECK(begin(IOMMU_FQ_PERCPU));
	CHECK_EQ(conf_map_cached(IOVA_A, page), 0);
	some = iommu_fq_unmap(fq, IOVA_A, 4 * PAGE_SIZE, count_bytes,
			      &released[0]);
	CHECK_UP_TO_HOLE(some, PAGE_SIZE);
	nothing = iommu_fq_unmap(fq, IOVA_B, PAGE_SIZE, count_bytes,
				 &released[1]);
	CHECK_UP_TO_HOLE(nothing, 0);
	iommu_fq_flush(fq);
	CHECK_EQ(atomic_read(&released[0]), some);
	CHECK_EQ(atomic_read(&released[1]), nothing);
	end();
}

/* What a hook is for once. */
static unsigned int hold;

static bool is_first(void)
{
	return cmpxchg(&hold, 1, 0) == 1;
}

static u64 full_flushes;

static void see_first(void)
{
	if (is_first())
		full_flushes = env_full_flushes();
}

/* They are freed by a command of their own: not before all has been flushed. */
static void page_tables_go_with_the_flush(void)
{
	struct page *block = conf_pages(9);
	u64 before;

	CHECK(begin(IOMMU_FQ_PERCPU));
	CHECK_EQ(conf_map_two_mib(SZ_2M, block), 0);
	CHECK(conf_reaches(SZ_2M, block + 1));
	CHECK_EQ(iommu_fq_unmap(fq, SZ_2M, SZ_2M, count, &released[0]), SZ_2M);
	before = env_full_flushes();
	hold = 1;
	if (env_set_flush_hook(see_first)) {
		iommu_fq_flush(fq);
		env_set_flush_hook(NULL);
		CHECK_EQ(full_flushes, before + 1);
	} else {
		iommu_fq_flush(fq);
	}
	CHECK(!conf_reaches(SZ_2M, block + 1));
	CHECK_EQ(atomic_read(&released[0]), 1);
	end();
}

/*
 * A domain may be somebody else's, who frees it by the kernel's own call.  The
 * page tables are freed, and no more is kept: that shows when the shim goes.
 */
static void nothing_is_kept_for_a_domain_of_others(void)
{
	struct page *block = conf_pages(9);

	env_detach();
	CHECK_EQ(env_attach(unshimmed_domain_alloc(conf_device)), 0);
	CHECK(begin(IOMMU_FQ_PERCPU));
	CHECK_EQ(conf_map_two_mib(SZ_2M, block), 0);
	CHECK_EQ(iommu_fq_unmap(fq, SZ_2M, SZ_2M, count, &released[0]), SZ_2M);
	CHECK(!env_keeps_records());
	end();
	conf_detach_unshimmed();
}

static void everything_in_atomic_context(void)
{
	unsigned int n;

	CHECK(begin(IOMMU_FQ_PERCPU));
	env_atomic_begin();
	for (n = 0; n < ENTRIES + 1; n++)
		iommu_fq_queue(fq, IOVA_A, PAGE_SIZE, count, &released[n]);
	iommu_fq_flush(fq);
	env_atomic_end();
	CHECK_EQ(sum_released(), ENTRIES + 1);
	end();
}

static void counters_may_wrap(void)
{
	struct fq_ring *ring;
	unsigned int i, n;

	CHECK(begin(IOMMU_FQ_PERCPU));
	atomic_set(&fq->started, -3);
	atomic_set(&fq->finished, -3);
	for_each_possible_cpu(i) {
		ring = per_cpu_ptr(fq->rings, i);
		ring->head = ring->tail = -(unsigned long)ENTRIES;
		ring->room = ring->head;
		for (n = 0; n < ENTRIES; n++)
			ring->entries[n].sequence = ring->tail + n;
	}
	for (n = 0; n < 3 * ENTRIES; n++) {
		queue(n);
		if (n % 16 == 15)
			iommu_fq_flush(fq);
		CHECK_EQ(sum_released(), (n + 1) / 16 * 16);
	}
	end();
}

/* A flush that is held at the hardware. */
static struct completion held, go;
static struct env_thread *holder;

static void gate(void)
{
	if (!is_first())
		return;
	complete(&held);
	wait_for_completion(&go);
}

static int run_flush(void *arg)
{
	(void)arg;
	iommu_fq_flush(fq);
	return 0;
}

static void flush_held(void)
{
	init_completion(&held);
	init_completion(&go);
	hold = 1;
	env_set_flush_hook(gate);
	holder = env_thread(run_flush, NULL);
	wait_for_completion(&held);
}

static void let_go(void)
{
	complete(&go);
	env_join(holder);
	holder = NULL;
	env_set_flush_hook(NULL);
}

static void what_is_queued_during_a_flush_waits_for_the_next(void)
{
	NEEDS_A_HOOK();
	CHECK(begin(IOMMU_FQ_PERCPU));
	queue(0);
	flush_held();
	queue(1);
	CHECK_EQ(sum_released(), 0);
	let_go();
	CHECK_EQ(atomic_read(&released[0]), 1);
	CHECK_EQ(atomic_read(&released[1]), 0);
	iommu_fq_flush(fq);
	CHECK_EQ(atomic_read(&released[1]), 1);
	end();
}

/* A newer flush ends before: one that began later is enough. */
static void flushes_may_end_in_any_order(void)
{
	NEEDS_A_HOOK();
	CHECK(begin(IOMMU_FQ_PERCPU));
	flush_held();
	queue(0);
	iommu_fq_flush(fq);
	/* One has ended, and one had begun before: it may be that one. */
	CHECK_EQ(sum_released(), 0);
	iommu_fq_flush(fq);
	CHECK_EQ(sum_released(), 1);
	let_go();
	end();
}

static void the_timer_fires_during_a_full_flush(void)
{
	NEEDS_A_HOOK();
	CHECK(begin(IOMMU_FQ_PERCPU));
	queue(0);
	flush_held();
	queue(1);
	env_time_pass(TIMEOUT + 2);
	CHECK_EQ(atomic_read(&released[0]), 1);
	CHECK_EQ(atomic_read(&released[1]), 0);
	let_go();
	env_time_pass(TIMEOUT + 2);
	queue(2);
	CHECK_EQ(atomic_read(&released[1]), 1);
	end();
}

static void a_flush_that_never_ends_is_reported_and_releases_nothing(void)
{
	unsigned int before = env_log_count("has not ended");

	NEEDS_A_HOOK();
	CHECK(begin(IOMMU_FQ_PERCPU));
	env_log_expect(true);
	flush_held();
	queue(0);
	/* Timers flush in vain, until they see what is going on. */
	env_set_flush_hook(gate);
	env_time_pass(TIMEOUT / 2);
	fq->flush_began = jiffies - msecs_to_jiffies(1500);
	env_time_pass(10 * TIMEOUT);
	env_log_expect(false);
	CHECK_EQ(sum_released(), 0);
	CHECK_EQ(env_log_count("has not ended"), before + 1);
	let_go();
	end();
}

/* A flush that others began is as good as the timer's. */
static void the_timer_waits_for_what_came_after_a_flush(void)
{
	struct iommu_fq_counters c;

	CHECK(begin(IOMMU_FQ_PERCPU));
	queue(0);
	env_time_pass(6);
	iommu_fq_flush(fq);
	queue(1);
	env_time_pass(TIMEOUT - 2);
	iommu_fq_counters(fq, &c);
	CHECK_EQ(c.timeouts, 0);
	CHECK_EQ(sum_released(), 1);
	env_time_pass(5);
	iommu_fq_counters(fq, &c);
	CHECK_EQ(c.timeouts, 1);
	CHECK_EQ(sum_released(), 2);
	end();
}

static void do_nothing(void)
{
}

static void queue_one(void)
{
	queue(1);
}

static void a_cpu_that_goes_away_leaves_nothing_behind(void)
{
	struct iommu_fq_counters c;

	if (!env_cpu_goes(do_nothing))
		IMPOSSIBLE("there is no CPU that can go away");
	CHECK(begin_slow(IOMMU_FQ_PERCPU));
	queue(0);
	env_cpu_goes(do_nothing);
	iommu_fq_counters(fq, &c);
	CHECK_EQ(c.flushes, 0);
	CHECK_EQ(sum_released(), 0);
	env_cpu_goes(queue_one);
	iommu_fq_counters(fq, &c);
	CHECK_EQ(c.flushes, 1);
	CHECK_EQ(atomic_read(&released[1]), 1);
	end();
	/* Nobody is told who is no more. */
	env_cpu_goes(do_nothing);
}

/* Auto flushes before its queue is full, and others need not wait for it. */
static void auto_goes_on_while_somebody_flushes(void)
{
	struct iommu_fq_counters c;
	unsigned int n;

	NEEDS_A_HOOK();
	CHECK(begin(IOMMU_FQ_AUTO));
	fq->policy.limit = ENTRIES / 2;
	flush_held();
	for (n = 0; n < ENTRIES; n++)
		queue(n);
	iommu_fq_counters(fq, &c);
	CHECK_EQ(c.flushes, 0);
	CHECK_EQ(sum_released(), 0);
	let_go();
	/* It had begun before; this one finds more than half, and flushes. */
	queue(n);
	CHECK_EQ(sum_released(), ENTRIES);
	iommu_fq_counters(fq, &c);
	CHECK_EQ(c.full, 1);
	CHECK_EQ(c.overflows, 0);
	end();
}

/* A full queue waits for a flush that covers it, but not for one that hangs. */
static void waiting_for_a_flush_under_way_ends(void)
{
	struct iommu_fq_counters c;
	unsigned int n;

	NEEDS_A_HOOK();
	CHECK(begin(IOMMU_FQ_PERCPU));
	for (n = 0; n < ENTRIES; n++)
		queue(n);
	flush_held();
	/* As if it could take an hour. */
	fq->policy.flush_ns = 3600 * NSEC_PER_SEC;
	queue(n);
	CHECK_EQ(sum_released(), ENTRIES);
	iommu_fq_counters(fq, &c);
	CHECK_EQ(c.full, 1);
	CHECK_EQ(c.overflows, 0);
	let_go();
	end();
}

static void slowly(void)
{
	ktime_t end = ktime_get() + 100 * NSEC_PER_MSEC;

	/* One command of it. */
	if (!is_first())
		return;
	while (ktime_get() < end)
		cond_resched();
}

static void flush_slowly(void)
{
	hold = 1;
	env_set_flush_hook(slowly);
	iommu_fq_flush(fq);
	env_set_flush_hook(NULL);
}

static void a_flush_of_100_ms_releases_what_came_before_it(void)
{
	struct iommu_fq_options options = options_of(IOMMU_FQ_PERCPU);
	struct iommu_fq_counters c;

	NEEDS_A_HOOK();
	options.max_stale_us = 1000000;
	options.timeout_us = 800000;
	CHECK(begin_with(&options));
	queue(0);
	flush_slowly();
	CHECK_EQ(sum_released(), 1);
	iommu_fq_counters(fq, &c);
	CHECK(c.flush_ns >= 100 * NSEC_PER_MSEC);
	/* The next must begin that much earlier, or the bound is not kept. */
	CHECK(!fq->policy.delay ||
	      jiffies_to_msecs(fq->policy.delay + 1) +
	      c.flush_ns / NSEC_PER_MSEC <= 1000);
	end();
}

/* Only auto learns from what flushes take. */
static void others_stay_as_they_are(void)
{
	struct iommu_fq_counters c;
	enum iommu_fq_mode mode;
	unsigned int n;

	NEEDS_A_HOOK();
	for (mode = IOMMU_FQ_PERCPU; mode <= IOMMU_FQ_SINGLE; mode++) {
		CHECK(begin_slow(mode));
		for (n = 0; n < 2; n++) {
			queue(n);
			flush_slowly();
		}
		iommu_fq_counters(fq, &c);
		CHECK_EQ(c.entries, ENTRIES);
		CHECK_EQ(c.queues,
			 mode == IOMMU_FQ_SINGLE ? 1 : num_possible_cpus());
		CHECK(c.flush_ns >= 100 * NSEC_PER_MSEC);
		end();
	}
}

/* Threads with IOVAs and pages of their own. */
static atomic_t lost;

static void put(struct iommu_domain *domain, unsigned long iova, size_t size,
		void *cookie)
{
	(void)domain, (void)iova, (void)size;
	put_page(cookie);
}

static int hammer(void *data)
{
	unsigned long base = (unsigned long)data;
	unsigned int i;

	for (i = 0; i < env_rounds; i++) {
		/* Used once: a queue says nothing of when it may be again. */
		unsigned long iova = base + i * PAGE_SIZE;
		struct page *page = alloc_page(GFP_KERNEL);

		if (SYNC(iommu_map)(conf_domain, iova, page_to_phys(page),
				    PAGE_SIZE, RW) ||
		    !conf_reaches(iova, page) ||
		    iommu_fq_unmap(fq, iova, PAGE_SIZE, put, page) != PAGE_SIZE)
			atomic_inc(&lost);
		if (i % 64 == 63)
			iommu_fq_flush(fq);
	}
	return 0;
}

static void threads_share_queues(void)
{
	struct env_thread *threads[8];
	enum iommu_fq_mode mode;
	unsigned int n;

	env_watch();
	for_each_mode(mode) {
		CHECK(begin(mode));
		env_time_freeze(false);
		atomic_set(&lost, 0);
		for (n = 0; n < ARRAY_SIZE(threads); n++)
			threads[n] = env_thread(hammer,
						(void *)((n + 1UL) * SZ_1G));
		for (n = 0; n < ARRAY_SIZE(threads); n++)
			env_join(threads[n]);
		/* A timer that flushes still would release what end() misses. */
		env_time_freeze(true);
		end();
		CHECK_EQ(atomic_read(&lost), 0);
	}
}

/* What a case that failed has left behind. */
static void put_away(void)
{
	if (holder)
		let_go();
	env_set_flush_hook(NULL);
	hold = 0;
	again = 0;
	if (fq)
		destroy();
	env_log_expect(false);
}

#define CASE(fn) { .name = #fn, .run = fn, .after = put_away }

KTEST_SUITE(flush_queue,
	CASE(nothing_is_released_before_a_flush),
	CASE(a_full_queue_flushes_once_and_goes_on),
	CASE(auto_flushes_before_a_queue_is_full),
	CASE(the_timer_flushes),
	CASE(a_bound_on_staleness_is_kept),
	CASE(a_bound_below_two_ticks_is_no_queue_at_all),
	CASE(options_out_of_range_are_refused),
	CASE(the_defaults_are_linuxs),
	CASE(without_memory_there_is_no_queue),
	CASE(a_release_may_queue_again),
	CASE(destroying_releases_everything),
	CASE(a_release_may_flush),
	CASE(what_a_release_flushes_is_released),
	CASE(unmap_queues_what_it_unmapped),
	CASE(page_tables_go_with_the_flush),
	CASE(everything_in_atomic_context),
	CASE(counters_may_wrap),
	CASE(what_is_queued_during_a_flush_waits_for_the_next),
	CASE(flushes_may_end_in_any_order),
	CASE(the_timer_fires_during_a_full_flush),
	CASE(the_timer_waits_for_what_came_after_a_flush),
	CASE(a_cpu_that_goes_away_leaves_nothing_behind),
	CASE(auto_goes_on_while_somebody_flushes),
	CASE(waiting_for_a_flush_under_way_ends),
	CASE(a_flush_of_100_ms_releases_what_came_before_it),
	CASE(others_stay_as_they_are),
	CASE(a_flush_that_never_ends_is_reported_and_releases_nothing),
	CASE(threads_share_queues),
	/* The last: a later domain may have the address, and a record be dropped. */
	CASE(nothing_is_kept_for_a_domain_of_others));
