// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lazy invalidation.  What is unmapped is retired by the allocator of IOVAs,
 * into batches of a CPU; a full batch goes into the flush queue as one entry,
 * and comes back to the allocator as a whole when it was flushed.  So an unmap
 * costs no more than giving the IOVA back, and the queue's protocol is gone
 * through once for each batch.
 *
 * A batch that does not become full is not queued: the timer below flushes what
 * is in it, and leaves its addresses where they are.  It goes on while there
 * are unmaps; the unmapping CPU only looks whether it is on.
 */
#include <hosted/kernel.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/log2.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/timer.h>

#include <iommu-shim/flush-queue.h>

#include "dma.h"

/* The queue has a timer of its own, which need not fire while ours does. */
#define QUEUE_TIMEOUT_US (60 * 1000 * 1000)
#define QUEUE_ENTRIES_MIN 64
/* What the flush may add to the time of a batch of unmaps; 4 ns to each. */
#define FLUSH_NS_PER_BATCH 512
/* With fewer the queue costs more than it saves, even if a flush is free. */
#define MIN_BATCHES 4

struct dma_lazy {
	struct iommu_domain *domain;
	struct iova_space *space;
	struct iommu_fq *fq;
	atomic_t timer_on;

	struct timer_list timer ____cacheline_aligned;
	unsigned long delay;		/* jiffies */
	u64 flushed;			/* so many unmaps, when it fired last */
	atomic64_t queued;		/* unmaps that are in no batch */
	atomic_t batches;		/* in the queue */
	int max_batches;		/* ... at most */
	int batches_per_flush;		/* as many as a flush is worth */
	u64 flush_ns;			/* what one takes: a moving average */
	atomic_t flushing;		/* somebody is */
};

static void release_batch(struct iommu_domain *domain, unsigned long iova,
			  size_t size, void *cookie)
{
	struct dma_lazy *lazy = domain->iova_cookie->lazy;

	(void)iova, (void)size;
	atomic_dec(&lazy->batches);
	iova_space_release(lazy->space, cookie);
}

static void release_iova(struct iommu_domain *domain, unsigned long iova,
			 size_t size, void *cookie)
{
	struct dma_lazy *lazy = cookie;

	(void)domain;
	iova_space_free(lazy->space, iova, size);
}

/*
 * A device reaches what was unmapped until the flush.  So where a flush costs
 * little, there is one after few batches, and where it costs much, after many.
 */
static void flush(struct dma_lazy *lazy)
{
	u64 took = ktime_get_ns();
	int batches;

	iommu_fq_flush(lazy->fq);
	took = ktime_get_ns() - took;
	lazy->flush_ns += (took >> 3) - (lazy->flush_ns >> 3);
	batches = min_t(u64, lazy->flush_ns / FLUSH_NS_PER_BATCH,
			lazy->max_batches);
	WRITE_ONCE(lazy->batches_per_flush, max(batches, MIN_BATCHES));
}

static void queue_batch(struct iova_batch *batch, void *cookie)
{
	struct dma_lazy *lazy = cookie;

	int batches = atomic_inc_return(&lazy->batches);

	/* One CPU flushes and the others go on, until that is too much. */
	if (batches > 2 * lazy->max_batches) {
		iommu_fq_flush(lazy->fq);
	} else if (batches >= READ_ONCE(lazy->batches_per_flush) &&
		   !atomic_xchg(&lazy->flushing, 1)) {
		flush(lazy);
		atomic_set(&lazy->flushing, 0);
	}
	iommu_fq_queue(lazy->fq, 0, 0, release_batch, batch);
}

static u64 unmaps(struct dma_lazy *lazy)
{
	return iova_space_retired(lazy->space) +
	       atomic64_read(&lazy->queued);
}

static void start_timer(struct dma_lazy *lazy)
{
	if (!atomic_xchg(&lazy->timer_on, 1))
		mod_timer(&lazy->timer, jiffies + lazy->delay);
}

static inline void look_for_timer(struct dma_lazy *lazy)
{
	/* See time_is_up(). */
	barrier();
	if (unlikely(!atomic_read(&lazy->timer_on)))
		start_timer(lazy);
}

static void time_is_up(struct timer_list *timer)
{
	struct dma_lazy *lazy = container_of(timer, struct dma_lazy, timer);
	/* What is counted here was unmapped before the flush begins. */
	u64 now = unmaps(lazy);

	if (now != lazy->flushed) {
		lazy->flushed = now;
		iommu_fq_flush(lazy->fq);
	} else {
		atomic_set(&lazy->timer_on, 0);
		/*
		 * Who unmaps counts it, and then looks for the timer, with no
		 * barrier between the two.  This one is for both of us: either
		 * the timer is seen to be off, or we see the unmap.
		 */
		if (hosted_barrier_everywhere() && unmaps(lazy) == now)
			return;
		if (atomic_xchg(&lazy->timer_on, 1))
			return;
	}
	mod_timer(timer, jiffies + lazy->delay);
}

static inline void free_iova(struct dma_lazy *lazy, u64 iova, size_t size)
{
	if (unlikely(!iova_space_retire(lazy->space, iova, size))) {
		iommu_fq_queue(lazy->fq, iova, size, release_iova, lazy);
		atomic64_inc(&lazy->queued);
	}
	look_for_timer(lazy);
}

/* Tables that became empty wait as well: their list without its head. */
static void release_tables(struct iommu_domain *domain, unsigned long iova,
			   size_t size, void *cookie)
{
	struct list_head pages;

	(void)domain, (void)iova, (void)size;
	list_add_tail(&pages, cookie);
	put_pages_list(&pages);
}

static void queue_tables(struct dma_lazy *lazy, struct list_head *tables)
{
	struct list_head *first = tables->next;

	list_del_init(tables);
	iommu_fq_queue(lazy->fq, 0, 0, release_tables, first);
}

void dma_lazy_unmap(struct dma_lazy *lazy, u64 iova, size_t size)
{
	struct iommu_iotlb_gather gather;
	size_t unmapped;

	iommu_iotlb_gather_init(&gather);
	/* To the IOMMU's driver: do not flush, all will be. */
	gather.queued = true;
	unmapped = iommu_unmap_fast(lazy->domain, iova, size, &gather);
	if (unlikely(!list_empty(&gather.freelist)))
		queue_tables(lazy, &gather.freelist);
	if (likely(unmapped == size)) {
		free_iova(lazy, iova, size);
		return;
	}
	/* As in dma_unmap(); a part may have been mapped. */
	WARN_ON(1);
	iommu_flush_iotlb_all(lazy->domain);
}

void dma_lazy_free_iova(struct dma_lazy *lazy, u64 iova, size_t size)
{
	free_iova(lazy, iova, size);
}

void dma_lazy_flush(struct dma_lazy *lazy)
{
	iova_space_retire_all(lazy->space);
	iommu_fq_flush(lazy->fq);
}

/*
 * As many IOVAs wait in full batches as in Linux's queues, or twice as many
 * while a flush takes its time; those that are not full come on top.
 */
struct dma_lazy *dma_lazy_create(struct iommu_dma_cookie *cookie)
{
	struct dma_lazy *lazy = kzalloc(sizeof(*lazy), GFP_KERNEL);
	struct iommu_fq_options options;
	unsigned int iovas;

	if (!lazy)
		return NULL;
	iommu_fq_default_options(&options, cookie->shadow_on_flush);
	lazy->domain = cookie->domain;
	lazy->space = cookie->space;
	lazy->delay = usecs_to_jiffies(options.timeout_us);
	iovas = options.entries;
	if (options.mode == IOMMU_FQ_PERCPU)
		iovas *= num_possible_cpus();
	lazy->max_batches = max((int)(iovas / IOVA_BATCH), MIN_BATCHES);
	lazy->batches_per_flush = MIN_BATCHES;
	options.entries = max(roundup_pow_of_two(4 * lazy->max_batches),
			      (unsigned long)QUEUE_ENTRIES_MIN);
	options.timeout_us = QUEUE_TIMEOUT_US;
	lazy->fq = iommu_fq_create(cookie->domain, &options);
	if (IS_ERR(lazy->fq)) {
		kfree(lazy);
		return NULL;
	}
	timer_setup(&lazy->timer, time_is_up, 0);
	iova_space_set_retire(cookie->space, queue_batch, lazy,
			      2 * lazy->max_batches + num_possible_cpus());
	return lazy;
}

void dma_lazy_destroy(struct dma_lazy *lazy)
{
	del_timer_sync(&lazy->timer);
	iommu_fq_destroy(lazy->fq);
	kfree(lazy);
}
