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
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/topology.h>

#include <iommu-shim/calls.h>

#include "fq.h"
#include "native.h"
#include "shim.h"

#define MIN_ENTRIES 64
#define MAX_ENTRIES 65536
/* A flush that has not ended after so long is reported. */
#define STUCK_MS 1000

static struct fq_ring *ring_of_this_cpu(struct iommu_fq *fq)
{
	return READ_ONCE(fq->single) ? per_cpu_ptr(fq->rings, fq->first) :
	       raw_cpu_ptr(fq->rings);
}

/* Releases what has been flushed, unless somebody is at it. */
static void drain(struct iommu_fq *fq, struct fq_ring *ring)
{
	struct fq_entry entry;
	u32 finished;

	do {
		/* Pairs with the increment in flush(): what it flushed is. */
		finished = atomic_read_acquire(&fq->finished);
		if (!fq_ring_begin_drain(ring))
			return;
		WRITE_ONCE(ring->drained, finished);
		while (fq_ring_take(ring, finished, &entry))
			entry.release(fq->domain, entry.iova, entry.size,
				      entry.cookie);
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

	for_each_possible_cpu(cpu) {
		struct fq_ring *ring = per_cpu_ptr(fq->rings, cpu);

		/* A single queue has one ring only. */
		if (ring->entries)
			drain(fq, ring);
	}
}

/* On return, everything queued before the call has been flushed. */
static void flush(struct iommu_fq *fq)
{
	u64 began = ktime_get_ns();

	WRITE_ONCE(fq->flush_began, jiffies);
	/*
	 * Fully ordered.  Pairs with the barrier in fq_ring_reserve(): either
	 * who queues sees this flush as begun, and its entry waits for the
	 * next, or this flush comes after its unmap.
	 */
	atomic_inc_return(&fq->started);
	iommu_shim_flush_tlb_all(fq->domain);
	/* Fully ordered, as drain() wants it. */
	atomic_inc_return(&fq->finished);
	fq_policy_flushed(fq, ktime_get_ns() - began);
}

static bool is_stuck(struct iommu_fq *fq)
{
	/* One that began later may have ended: then this one will, too. */
	if (atomic_read(&fq->started) == atomic_read(&fq->finished) ||
	    time_before(jiffies, READ_ONCE(fq->flush_began) +
			msecs_to_jiffies(STUCK_MS)))
		return false;
	if (!fq->stuck)
		pr_err("a flush has not ended after %u ms; nothing queued since is released\n",
		       STUCK_MS);
	fq->stuck = true;
	return true;
}

static void time_is_up(struct timer_list *timer)
{
	struct iommu_fq *fq = container_of(timer, struct iommu_fq, timer);

	/* Another flush would be stuck as well, and this CPU with it. */
	if (is_stuck(fq)) {
		mod_timer(&fq->timer, jiffies + fq->delay);
		return;
	}
	/*
	 * Before the flush: who queues after it has begun starts the timer
	 * anew.  The increment in flush() orders the two.
	 */
	atomic_set(&fq->timer_on, 0);
	atomic64_inc(&fq->timeouts);
	flush(fq);
	drain_all(fq);
}

static void start_timer(struct iommu_fq *fq)
{
	if (!atomic_read(&fq->timer_on) && !atomic_xchg(&fq->timer_on, 1))
		mod_timer(&fq->timer, jiffies + READ_ONCE(fq->delay));
}

static void release_now(struct iommu_fq *fq, struct fq_ring *ring,
			unsigned long iova, size_t size,
			iommu_fq_release_t release, void *cookie)
{
	atomic64_inc(&ring->overflows);
	release(fq->domain, iova, size, cookie);
}

void iommu_fq_queue(struct iommu_fq *fq, unsigned long iova, size_t size,
		    iommu_fq_release_t release, void *cookie)
{
	struct fq_ring *ring = ring_of_this_cpu(fq);
	struct fq_entry entry = {
		.iova = iova, .size = size,
		.release = release, .cookie = cookie,
	};
	u32 position;

	if (unlikely(!READ_ONCE(fq->delay))) {
		flush(fq);
		release_now(fq, ring, iova, size, release, cookie);
		return;
	}
	if ((u32)atomic_read(&fq->finished) != READ_ONCE(ring->drained))
		drain(fq, ring);
	if (unlikely(!fq_ring_reserve(ring, &position))) {
		atomic64_inc(&fq->full);
		flush(fq);
		drain(fq, ring);
		/*
		 * Still full: of entries that others have not published, or
		 * that one whom we interrupted is about to release.  This one
		 * has been flushed.
		 */
		if (!fq_ring_reserve(ring, &position)) {
			release_now(fq, ring, iova, size, release, cookie);
			return;
		}
	}
	/*
	 * After the barrier in fq_ring_reserve().  Acquire: the timer is looked
	 * at after this, so that one found on will begin a flush later than
	 * those counted here.
	 */
	entry.epoch = atomic_read_acquire(&fq->started);
	fq_ring_publish(ring, position, &entry);
	start_timer(fq);
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
	shim_defer_tables(fq->domain, iova, &gather);
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

void iommu_fq_counters(struct iommu_fq *fq, struct iommu_fq_counters *c)
{
	unsigned int cpu;

	*c = (struct iommu_fq_counters) {
		.flushes = (u32)atomic_read(&fq->finished),
		.full = atomic64_read(&fq->full),
		.timeouts = atomic64_read(&fq->timeouts),
		.flush_ns = READ_ONCE(fq->flush_ns),
		.queues = READ_ONCE(fq->single) ? 1 : num_possible_cpus(),
		.entries = READ_ONCE(per_cpu_ptr(fq->rings, fq->first)->limit),
	};
	for_each_possible_cpu(cpu) {
		struct fq_ring *ring = per_cpu_ptr(fq->rings, cpu);

		c->pending += fq_ring_pending(ring);
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

	for_each_possible_cpu(cpu)
		fq_ring_free(per_cpu_ptr(fq->rings, cpu));
	free_percpu(fq->rings);
	kfree(fq);
}

struct iommu_fq *iommu_fq_create(struct iommu_domain *domain,
				 const struct iommu_fq_options *options)
{
	struct iommu_fq_options linux_choice;
	struct iommu_fq *fq;
	unsigned int cpu;
	int ret = 0;

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
	fq->rings = alloc_percpu(struct fq_ring);
	if (!fq->rings) {
		kfree(fq);
		return ERR_PTR(-ENOMEM);
	}
	fq->domain = domain;
	fq->options = *options;
	for_each_possible_cpu(fq->first)
		break;
	fq_policy_init(fq);
	timer_setup(&fq->timer, time_is_up, 0);
	for_each_possible_cpu(cpu) {
		/* A single queue is that of the first CPU. */
		if (options->mode == IOMMU_FQ_SINGLE && cpu != fq->first)
			continue;
		ret = fq_ring_init(per_cpu_ptr(fq->rings, cpu),
				   options->entries, cpu_to_node(cpu));
		if (ret) {
			fq_free(fq);
			return ERR_PTR(ret);
		}
	}
	return fq;
}
EXPORT_SYMBOL_GPL(iommu_fq_create);

static unsigned int pending(struct iommu_fq *fq)
{
	unsigned int sum = 0;
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		sum += fq_ring_pending(per_cpu_ptr(fq->rings, cpu));
	return sum;
}

void iommu_fq_destroy(struct iommu_fq *fq)
{
	/* A release function that queues again starts the timer again. */
	do {
		native_timer_delete_sync(&fq->timer);
		flush(fq);
		drain_all(fq);
	} while (pending(fq) || timer_pending(&fq->timer));
	fq_free(fq);
}
EXPORT_SYMBOL_GPL(iommu_fq_destroy);
