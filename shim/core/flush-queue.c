// SPDX-License-Identifier: GPL-2.0-only
/*
 * Flush queues.
 *
 * Flushes are counted when they begin and when they end.  An entry keeps the
 * number of those that had begun when it was queued.  Once more than that many
 * have ended, one of them began after the entry was queued, whichever they are:
 * so flushes may overlap and end in any order, and need not know of each other.
 */
#define pr_fmt(fmt) "iommu-shim: " fmt

#include <linux/err.h>
#include <linux/iommu.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/log2.h>
#include <linux/math64.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/topology.h>

#include <asm/processor.h>

#include <iommu-shim/calls.h>

#include "fq.h"
#include "native.h"
#include "shim.h"

#define MIN_ENTRIES 64
#define MAX_ENTRIES 65536
/* A flush that has not ended after so long is reported. */
#define STUCK_MS 1000
/* The policy hears of the traffic not more often than this. */
#define SURVEY_NS NSEC_PER_MSEC
/* Who finds a queue full waits so often for others to make room. */
#define MOST_WAITS 8
/* ... and each time not longer than this: interrupts may be off. */
#define MOST_WAIT_NS (10 * NSEC_PER_MSEC)

/* What a ring may hold before a flush is begun. */
static unsigned long limit_of(struct iommu_fq *fq, struct fq_ring *ring)
{
	if (!READ_ONCE(fq->policy.delay))
		return 0;
	return min_t(unsigned long, READ_ONCE(fq->policy.limit),
		     ring->mask + 1);
}

/* Releases what has been flushed, unless somebody is at it. */
static noinline void drain(struct iommu_fq *fq, struct fq_ring *ring)
{
	const struct fq_entry *entry;
	unsigned long first, head;
	u32 finished;

	/* A queue that this mode does not have. */
	if (!ring->entries)
		return;
	do {
		/* Pairs with the increment in flush(): what it flushed is. */
		finished = atomic_read_acquire(&fq->finished);
		if (!fq_ring_begin_drain(ring, raw_smp_processor_id()))
			return;
		WRITE_ONCE(ring->drained, finished);
		first = ring->head;
		head = first;
		while ((entry = fq_ring_first(ring, head, finished))) {
			iommu_fq_release_t release = entry->release;
			unsigned long iova = entry->iova;
			size_t size = entry->size;
			void *cookie = entry->cookie;

			fq_ring_set_head(ring, ++head);
			release(fq->domain, iova, size, cookie);
		}
		WRITE_ONCE(ring->released, ring->released + (head - first));
		fq_ring_set_room(ring, limit_of(fq, ring));
		fq_ring_end_drain(ring);
		/*
		 * A flush that ended meanwhile found us draining, and left its
		 * entries to us: it increments and then looks for a consumer,
		 * we stop being one and then look at what it increments.
		 */
		smp_mb();
	} while ((u32)atomic_read(&fq->finished) != finished);
}

static void drain_all(struct iommu_fq *fq)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		drain(fq, per_cpu_ptr(fq->rings, cpu));
	drain(fq, &fq->shared);
}

static unsigned long pending(struct iommu_fq *fq)
{
	unsigned long sum = fq_ring_pending(&fq->shared);
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		sum += fq_ring_pending(per_cpu_ptr(fq->rings, cpu));
	return sum;
}

/* What has been queued since the last survey. */
static void count_traffic(struct iommu_fq *fq, struct fq_traffic *traffic)
{
	unsigned long tail = READ_ONCE(fq->shared.tail);
	u32 switches = READ_ONCE(fq->shared.switches);
	u64 squares = 0, own = 0;
	unsigned int cpu;

	traffic->entries = tail - fq->surveyed_tail;
	traffic->switches = min_t(u64, switches - fq->surveyed_switches,
				  traffic->entries);
	fq->surveyed_tail = tail;
	fq->surveyed_switches = switches;
	for_each_possible_cpu(cpu) {
		struct fq_ring *ring = per_cpu_ptr(fq->rings, cpu);
		u64 queued;

		tail = READ_ONCE(ring->tail);
		queued = tail - ring->surveyed_tail;
		ring->surveyed_tail = tail;
		if (queued > traffic->busiest) {
			traffic->second = traffic->busiest;
			traffic->busiest = queued;
		} else {
			traffic->second = max(traffic->second, queued);
		}
		own += queued;
		squares += queued * queued;
	}
	/* Two that follow each other are of one CPU as often as these say. */
	if (own)
		traffic->switches += own - div64_u64(squares, own);
	/* Where most came by the shared queue, nobody knows from whom. */
	if (traffic->entries > own)
		traffic->busiest = 0;
	traffic->entries += own;
}

static void survey(struct iommu_fq *fq, u64 now)
{
	struct fq_traffic traffic = {
		.ns = now - READ_ONCE(fq->surveyed_ns),
	};

	if (!fq->policy.adapts || (s64)traffic.ns < SURVEY_NS ||
	    cmpxchg(&fq->surveying, 0, 1))
		return;
	WRITE_ONCE(fq->surveyed_ns, now);
	count_traffic(fq, &traffic);
	fq_policy_traffic(&fq->policy, &traffic);
	WRITE_ONCE(fq->in_use, fq->policy.shared ? &fq->shared : NULL);
	/* Pairs with the cmpxchg() above: the next finds what we left. */
	smp_store_release(&fq->surveying, 0);
}

/*
 * The page tables stay with the queue: a domain need not be the shim's, nor is
 * it told when that goes.
 */
static void keep_tables(struct iommu_fq *fq, unsigned long iova,
			struct iommu_iotlb_gather *gather)
{
	unsigned long flags;

	/* Told that all is flushed, a driver need not say what. */
	gather->start = min(gather->start, iova);
	gather->end = max(gather->end,
			  iova + native_least_page(fq->domain) - 1);
	spin_lock_irqsave(&fq->tables_lock, flags);
	native_gather_add_tables(fq->domain, &fq->tables, gather);
	spin_unlock_irqrestore(&fq->tables_lock, flags);
}

static void take_tables(struct iommu_fq *fq, struct iommu_iotlb_gather *tables)
{
	unsigned long flags;

	spin_lock_irqsave(&fq->tables_lock, flags);
	native_gather_move(fq->domain, tables, &fq->tables);
	spin_unlock_irqrestore(&fq->tables_lock, flags);
}

/* On return, everything queued before the call has been flushed. */
static void flush(struct iommu_fq *fq)
{
	u64 began = ktime_get_ns(), ended;
	struct iommu_iotlb_gather tables;

	WRITE_ONCE(fq->flush_began, jiffies);
	WRITE_ONCE(fq->flusher, raw_smp_processor_id());
	/*
	 * Fully ordered.  Pairs with the barrier in fq_ring_reserve(): either
	 * who queues sees this flush as begun, and its entry waits for the
	 * next, or this flush comes after its unmap.
	 */
	atomic_inc_return(&fq->started);
	take_tables(fq, &tables);
	iommu_shim_flush_tlb_all(fq->domain);
	native_gather_free_tables(fq->domain, &tables);
	/* Fully ordered, as drain() wants it. */
	atomic_inc_return(&fq->finished);

	ended = ktime_get_ns();
	fq_policy_flushed(&fq->policy, ended - began);
	survey(fq, ended);
}

static bool is_flushing(struct iommu_fq *fq)
{
	return atomic_read(&fq->started) != atomic_read(&fq->finished);
}

static bool is_stuck(struct iommu_fq *fq)
{
	/* One that began later may have ended: then this one will, too. */
	if (!is_flushing(fq) ||
	    time_before(jiffies, READ_ONCE(fq->flush_began) +
			msecs_to_jiffies(STUCK_MS)))
		return false;
	if (!fq->stuck)
		pr_err("a flush has not ended after %u ms; nothing queued since is released\n",
		       STUCK_MS);
	fq->stuck = true;
	return true;
}

static void start_timer(struct iommu_fq *fq, unsigned long expires)
{
	if (atomic_read(&fq->timer_on) || atomic_xchg(&fq->timer_on, 1))
		return;
	WRITE_ONCE(fq->armed, atomic_read(&fq->started));
	mod_timer(&fq->timer, expires);
}

static void time_is_up(struct timer_list *timer)
{
	struct iommu_fq *fq = container_of(timer, struct iommu_fq, timer);
	unsigned long delay = READ_ONCE(fq->policy.delay), began;
	u32 armed = READ_ONCE(fq->armed);

	/* Another flush would be stuck as well, and this CPU with it. */
	if (is_stuck(fq)) {
		mod_timer(&fq->timer, jiffies + delay);
		return;
	}
	atomic_set(&fq->timer_on, 0);
	/*
	 * Before we look at what is pending: who queues after that starts the
	 * timer anew.  Pairs with the barrier in fq_ring_reserve().
	 */
	smp_mb();
	/*
	 * What was there when the newest flush began, that one takes care of.
	 * What came later has its time from then on.
	 */
	began = READ_ONCE(fq->flush_began);
	if ((u32)atomic_read(&fq->started) != armed &&
	    jiffies - began < delay) {
		drain_all(fq);
		if (pending(fq))
			start_timer(fq, began + delay);
		return;
	}
	atomic64_inc(&fq->timeouts);
	flush(fq);
	drain_all(fq);
}

static void release_now(struct iommu_fq *fq, struct fq_ring *ring,
			unsigned long iova, size_t size,
			iommu_fq_release_t release, void *cookie)
{
	atomic64_inc(&ring->overflows);
	release(fq->domain, iova, size, cookie);
}

/* More than the producers knew of; or all, while somebody is flushing. */
static bool find_room(struct iommu_fq *fq, struct fq_ring *ring)
{
	unsigned long limit = limit_of(fq, ring);

	if (limit && fq->policy.ahead && is_flushing(fq))
		limit = ring->mask + 1;
	fq_ring_set_room(ring, limit);
	return fq_ring_pending(ring) < limit;
}

/*
 * Will the oldest entry go without our doing?  Either enough flushes have begun,
 * and one more would only keep the hardware busy, or somebody is releasing what
 * has been flushed.  Not if it may be one whom we have interrupted.
 */
static bool is_worth_waiting(struct iommu_fq *fq, struct fq_ring *ring)
{
	struct fq_entry *oldest = fq_ring_slot(ring, READ_ONCE(ring->head));
	u32 epoch = READ_ONCE(oldest->epoch), cpu = raw_smp_processor_id();
	u32 drainer = READ_ONCE(ring->draining);

	if ((s32)(atomic_read(&fq->finished) - epoch) > 0)
		return drainer && drainer != cpu + 1;
	return (s32)(atomic_read(&fq->started) - epoch) > 0 &&
	       READ_ONCE(fq->flusher) != cpu;
}

/*
 * Not for ever: so long as the flushes in flight may take, twice.  One may be of
 * this CPU, that we have interrupted, and not the newest; or may wait for this CPU
 * to take interrupts: then waiting is in vain until the time is up, and our own
 * flush, which depends on no other, is what helps.
 */
static bool wait_for_others(struct iommu_fq *fq, struct fq_ring *ring)
{
	u32 flying = atomic_read(&fq->started) - atomic_read(&fq->finished);
	u64 until;

	if (!READ_ONCE(fq->policy.delay) || !is_worth_waiting(fq, ring))
		return false;
	until = ktime_get_ns() +
		min_t(u64, MOST_WAIT_NS,
		      2 * (flying + 1ULL) * READ_ONCE(fq->policy.flush_ns));
	do
		cpu_relax();
	while (is_worth_waiting(fq, ring) && !find_room(fq, ring) &&
	       ktime_get_ns() < until);
	return true;
}

/* A position, if need be by a flush; false: not even that made room. */
static noinline bool make_room(struct iommu_fq *fq, struct fq_ring *ring,
			       unsigned long *position)
{
	unsigned int waits = MOST_WAITS;
	bool flushed = false;

	for (;;) {
		while (find_room(fq, ring))
			if (fq_ring_reserve(ring, position))
				return true;
		/*
		 * Still full: of entries that others have not published, or
		 * that one whom we interrupted is about to release.
		 */
		if (flushed)
			return false;
		if (!waits-- || !wait_for_others(fq, ring)) {
			if (READ_ONCE(fq->policy.delay))
				atomic64_inc(&fq->full);
			flush(fq);
			flushed = true;
		}
		drain(fq, ring);
	}
}

void iommu_fq_queue(struct iommu_fq *fq, unsigned long iova, size_t size,
		    iommu_fq_release_t release, void *cookie)
{
	struct fq_ring *ring = READ_ONCE(fq->in_use);
	unsigned int cpu = raw_smp_processor_id();
	unsigned long position;
	struct fq_entry *slot;

	if (!ring)
		ring = per_cpu_ptr(fq->rings, cpu);
	if ((u32)atomic_read(&fq->finished) != READ_ONCE(ring->drained))
		drain(fq, ring);
	if (unlikely(!fq_ring_reserve(ring, &position)) &&
	    !make_room(fq, ring, &position)) {
		/* It has been flushed, if nothing else has. */
		release_now(fq, ring, iova, size, release, cookie);
		return;
	}
	/* Only an estimate, hence without care for who does it at once. */
	if (READ_ONCE(ring->last_cpu) != cpu) {
		WRITE_ONCE(ring->last_cpu, cpu);
		WRITE_ONCE(ring->switches, READ_ONCE(ring->switches) + 1);
	}
	slot = fq_ring_slot(ring, position);
	slot->iova = iova;
	slot->size = size;
	slot->release = release;
	slot->cookie = cookie;
	/*
	 * After the barrier in fq_ring_reserve().  Acquire: the timer is looked
	 * at after this, so that one found on will begin a flush later than
	 * those counted here.
	 */
	WRITE_ONCE(slot->epoch, atomic_read_acquire(&fq->started));
	fq_ring_publish(slot, position);
	if (!atomic_read(&fq->timer_on))
		start_timer(fq, jiffies + READ_ONCE(fq->policy.delay));
}
EXPORT_SYMBOL_GPL(iommu_fq_queue);

size_t iommu_fq_unmap(struct iommu_fq *fq, unsigned long iova, size_t size,
		      iommu_fq_release_t release, void *cookie)
{
	struct iommu_iotlb_gather gather;
	size_t unmapped;

	iommu_iotlb_gather_init(&gather);
	/* To the IOMMU's driver: do not flush, all will be. */
	native_gather_set_queued(&gather);
	unmapped = iommu_unmap_fast(fq->domain, iova, size, &gather);
	if (native_gather_has_tables(&gather))
		keep_tables(fq, iova, &gather);
	if (unmapped)
		iommu_fq_queue(fq, iova, unmapped, release, cookie);
	return unmapped;
}
EXPORT_SYMBOL_GPL(iommu_fq_unmap);

void iommu_fq_flush(struct iommu_fq *fq)
{
	flush(fq);
	drain_all(fq);
}
EXPORT_SYMBOL_GPL(iommu_fq_flush);

void fq_cpu_dead(struct iommu_fq *fq, unsigned int cpu)
{
	struct fq_ring *ring = per_cpu_ptr(fq->rings, cpu);

	if (!fq_ring_pending(ring))
		return;
	flush(fq);
	drain(fq, ring);
}

void iommu_fq_counters(struct iommu_fq *fq, struct iommu_fq_counters *c)
{
	unsigned int cpu;

	*c = (struct iommu_fq_counters) {
		.flushes = (u32)atomic_read(&fq->finished),
		.full = atomic64_read(&fq->full),
		.timeouts = atomic64_read(&fq->timeouts),
		.flush_ns = READ_ONCE(fq->policy.flush_ns),
		.queues = READ_ONCE(fq->policy.shared) ? 1 :
			  num_possible_cpus(),
		.entries = READ_ONCE(fq->policy.limit),
		.pending = pending(fq),
		.overflows = atomic64_read(&fq->shared.overflows),
		.released = READ_ONCE(fq->shared.released),
	};
	for_each_possible_cpu(cpu) {
		struct fq_ring *ring = per_cpu_ptr(fq->rings, cpu);

		c->overflows += atomic64_read(&ring->overflows);
		c->released += READ_ONCE(ring->released);
	}
	c->released += c->overflows;
	c->queued = c->released + c->pending;
}
EXPORT_SYMBOL_GPL(iommu_fq_counters);

void iommu_fq_default_options(struct iommu_fq_options *options,
			      bool shadow_on_flush)
{
	*options = shadow_on_flush ? (struct iommu_fq_options) {
		.mode = IOMMU_FQ_SINGLE,
		.entries = 32768,
		.timeout_us = 1000 * 1000,
	} : (struct iommu_fq_options) {
		.mode = IOMMU_FQ_PERCPU,
		.entries = 256,
		.timeout_us = 10 * 1000,
	};
}
EXPORT_SYMBOL_GPL(iommu_fq_default_options);

static void fq_free(struct iommu_fq *fq)
{
	unsigned int cpu;

	if (fq->rings)
		for_each_possible_cpu(cpu)
			fq_ring_free(per_cpu_ptr(fq->rings, cpu));
	fq_ring_free(&fq->shared);
	free_percpu(fq->rings);
	kfree(fq);
}

static int fq_alloc_rings(struct iommu_fq *fq)
{
	const struct fq_policy *policy = &fq->policy;
	unsigned int cpu;
	int ret;

	fq->rings = alloc_percpu(struct fq_ring);
	if (!fq->rings)
		return -ENOMEM;
	if (policy->own_entries)
		for_each_possible_cpu(cpu) {
			ret = fq_ring_init(per_cpu_ptr(fq->rings, cpu),
					   policy->own_entries,
					   cpu_to_node(cpu));
			if (ret)
				return ret;
		}
	if (policy->shared_entries)
		return fq_ring_init(&fq->shared, policy->shared_entries,
				    NUMA_NO_NODE);
	return 0;
}

struct iommu_fq *iommu_fq_create(struct iommu_domain *domain,
				 const struct iommu_fq_options *options)
{
	struct iommu_fq_options linux_choice;
	struct iommu_fq *fq;
	int ret;

	if (!options) {
		iommu_fq_default_options(&linux_choice, false);
		options = &linux_choice;
	}
	if (options->mode > IOMMU_FQ_AUTO || !options->timeout_us ||
	    !is_power_of_2(options->entries) ||
	    options->entries < MIN_ENTRIES || options->entries > MAX_ENTRIES)
		return ERR_PTR(-EINVAL);

	fq = kzalloc(sizeof(*fq), GFP_KERNEL);
	if (!fq)
		return ERR_PTR(-ENOMEM);
	fq->domain = domain;
	spin_lock_init(&fq->tables_lock);
	iommu_iotlb_gather_init(&fq->tables);
	fq_policy_init(&fq->policy, options, num_possible_cpus());
	fq->in_use = fq->policy.shared ? &fq->shared : NULL;
	fq->surveyed_ns = ktime_get_ns();
	timer_setup(&fq->timer, time_is_up, 0);
	ret = fq_alloc_rings(fq);
	if (!ret)
		ret = fq_hotplug_add(fq);
	if (ret) {
		fq_free(fq);
		return ERR_PTR(ret);
	}
	return fq;
}
EXPORT_SYMBOL_GPL(iommu_fq_create);

void iommu_fq_destroy(struct iommu_fq *fq)
{
	fq_hotplug_remove(fq);
	/* A release function that queues again starts the timer again. */
	do {
		native_timer_delete_sync(&fq->timer);
		flush(fq);
		drain_all(fq);
	} while (pending(fq) || timer_pending(&fq->timer));
	fq_free(fq);
}
EXPORT_SYMBOL_GPL(iommu_fq_destroy);
