// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rows of the DMA API: a page is mapped for a device and unmapped; ours
 * over the hosted core, Linux's over its own, both over the same IOMMU with Linux's
 * io-pgtable-arm.c.  And an IOVA that is taken and queued, without an IOMMU.
 */
#include <hosted/dma.h>
#include <hosted/iova.h>
#include <hosted/kernel.h>
#include <linux/dma-map-ops.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include <iommu-shim/flush-queue.h>

#include "arm-iommu.h"
#include "dma.h"
#include "fq.h"
#include "fq-linux.h"
#include "linux-core.h"

extern typeof(iommu_setup_dma_ops) linux_iommu_setup_dma_ops;

/* ---- map and unmap ---- */

struct dma {
	struct arm_iommu arm;
	struct device *dev;
	struct page *pages[BENCH_THREADS];
	bool linux_core;
};

static void finalize(struct device *dev)
{
	iommu_setup_dma_ops(dev, 0, U64_MAX);
}

static void linux_finalize(struct device *dev)
{
	linux_iommu_setup_dma_ops(dev, 0, U64_MAX);
}

static struct dma *setup(unsigned int flush_ns, bool linux_core,
			 int (*type)(struct device *dev))
{
	struct dma *d = kzalloc(sizeof(*d), GFP_KERNEL);
	unsigned int i;

	if (!d)
		bench_die("no memory");
	d->linux_core = linux_core;
	arm_iommu_init(&d->arm, linux_core ? linux_generic_device_group :
					     generic_device_group);
	d->arm.ops.def_domain_type = type;
	d->arm.ops.probe_finalize = linux_core ? linux_finalize : finalize;
	d->dev = arm_device_create(&d->arm, "nic");
	if (!d->dev ||
	    (linux_core ? linux_iommu_probe_device(d->dev) :
			  iommu_probe_device(d->dev)) ||
	    !get_dma_ops(d->dev))
		bench_die("no device");
	for (i = 0; i < BENCH_THREADS; i++)
		d->pages[i] = alloc_page(GFP_KERNEL);
	/* Not for the making of it. */
	d->arm.sync_ns = flush_ns;
	return d;
}

static void *setup_lazy(unsigned int flush_ns)
{
	return setup(flush_ns, false, arm_lazy);
}

static void *setup_strict(unsigned int flush_ns)
{
	return setup(flush_ns, false, arm_strict);
}

static void *setup_linux_lazy(unsigned int flush_ns)
{
	return setup(flush_ns, true, arm_lazy);
}

static void *setup_linux_strict(unsigned int flush_ns)
{
	return setup(flush_ns, true, arm_strict);
}

static void teardown(void *side)
{
	struct dma *d = side;
	unsigned int i;

	if (d->linux_core)
		linux_iommu_release_device(d->dev);
	else
		iommu_release_device(d->dev);
	put_device(d->dev);
	for (i = 0; i < BENCH_THREADS; i++)
		__free_page(d->pages[i]);
	kfree(d);
}

static u64 run(void *side, unsigned int thread)
{
	struct dma *d = side;
	struct page *page = d->pages[thread];
	struct device *dev = d->dev;
	u64 began = ktime_get_ns();
	unsigned int i;

	for (i = 0; i < BENCH_CALLS; i++) {
		dma_addr_t addr = dma_map_page(dev, page, 0, PAGE_SIZE,
					       DMA_BIDIRECTIONAL);

		if (dma_mapping_error(dev, addr))
			bench_die("no mapping");
		dma_unmap_page(dev, addr, PAGE_SIZE, DMA_BIDIRECTIONAL);
	}
	return ktime_get_ns() - began;
}

/* ---- how often it flushes, and what waits ---- */

struct waits {
	u64 flushes;		/* per million unmaps */
	u64 most;		/* unmaps that waited at a time */
	u64 longest_us;		/* that one of them did */
};

/* One thread, as fast as it can. */
static struct waits count_waits(struct dma *d)
{
	u64 before = atomic64_read(&d->arm.flushes), last = before, since = 0;
	struct waits w = {};
	u64 waiting = 0, now;
	unsigned int i;

	for (i = 0; i < BENCH_CALLS; i++) {
		dma_addr_t addr = dma_map_page(d->dev, d->pages[0], 0,
					       PAGE_SIZE, DMA_BIDIRECTIONAL);

		now = ktime_get_ns();
		dma_unmap_page(d->dev, addr, PAGE_SIZE, DMA_BIDIRECTIONAL);
		if ((u64)atomic64_read(&d->arm.flushes) == last) {
			if (!waiting++)
				since = now;
			w.most = max(w.most, waiting);
			continue;
		}
		last = atomic64_read(&d->arm.flushes);
		if (waiting)
			w.longest_us = max(w.longest_us,
					   (ktime_get_ns() - since) / 1000);
		waiting = 0;
	}
	w.flushes = (last - before) * 1000000 / BENCH_CALLS;
	return w;
}

void bench_dma_waits(const unsigned int *costs_ns, unsigned int n)
{
	struct waits ours, theirs;
	unsigned int i;
	struct dma *d;

	hosted_print("\ndma, lazy, 1 thread: ours and Linux's\n");
	hosted_print("   flush  flushes per 10^6  unmaps waiting  longest us\n");
	for (i = 0; i < n; i++) {
		d = setup_lazy(costs_ns[i]);
		ours = count_waits(d);
		teardown(d);
		d = setup_linux_lazy(costs_ns[i]);
		theirs = count_waits(d);
		teardown(d);
		hosted_print("%5u us  %7llu %8llu  %6llu %7llu  %4llu %6llu\n",
			     costs_ns[i] / 1000, ours.flushes, theirs.flushes,
			     ours.most, theirs.most, ours.longest_us,
			     theirs.longest_us);
	}
}

/* ---- an IOVA is taken and queued ---- */

struct queue {
	struct bench_domain bd;
	struct iommu_dma_cookie cookie;
	struct iommu_fq *fq;
};

static void release_iova(struct iommu_domain *domain, unsigned long iova,
			 size_t size, void *cookie)
{
	(void)domain;
	iova_space_free(cookie, iova, size);
}

static void *setup_queue(unsigned int flush_ns)
{
	struct queue *q = kzalloc(sizeof(*q), GFP_KERNEL);

	if (!q)
		bench_die("no memory");
	bench_domain_init(&q->bd, flush_ns);
	q->cookie.domain = &q->bd.domain;
	q->cookie.space = iova_space_create(PAGE_SIZE, 0, BIT(48) - 1);
	if (IS_ERR(q->cookie.space))
		bench_die("no space");
	q->cookie.lazy = dma_lazy_create(&q->cookie);
	q->bd.domain.iova_cookie = &q->cookie;
	q->fq = iommu_fq_create(&q->bd.domain, NULL);
	if (!q->cookie.lazy || IS_ERR(q->fq))
		bench_die("no queue");
	return q;
}

static void teardown_queue(void *side)
{
	struct queue *q = side;

	dma_lazy_destroy(q->cookie.lazy);
	iommu_fq_destroy(q->fq);
	iova_space_destroy(q->cookie.space);
	kfree(q);
}

static u64 run_queue(void *side, unsigned int thread)
{
	u64 began = ktime_get_ns();
	struct queue *q = side;
	unsigned int i;

	(void)thread;
	for (i = 0; i < BENCH_CALLS; i++)
		iommu_fq_queue(q->fq,
			       iova_space_alloc(q->cookie.space, PAGE_SIZE,
						DMA_BIT_MASK(32)),
			       PAGE_SIZE, release_iova, q->cookie.space);
	return ktime_get_ns() - began;
}

static u64 run_lazy(void *side, unsigned int thread)
{
	u64 began = ktime_get_ns();
	struct queue *q = side;
	unsigned int i;

	(void)thread;
	for (i = 0; i < BENCH_CALLS; i++)
		dma_lazy_free_iova(q->cookie.lazy,
				   iova_space_alloc(q->cookie.space, PAGE_SIZE,
						    DMA_BIT_MASK(32)),
				   PAGE_SIZE);
	return ktime_get_ns() - began;
}

static void *setup_linux_queue(unsigned int flush_ns)
{
	struct queue *q = kzalloc(sizeof(*q), GFP_KERNEL);

	if (!q)
		bench_die("no memory");
	bench_domain_init(&q->bd, flush_ns);
	if (linux_fq_create(&q->bd.domain))
		bench_die("no queue of Linux's");
	return q;
}

static void teardown_linux_queue(void *side)
{
	struct queue *q = side;

	linux_fq_destroy(&q->bd.domain);
	kfree(q);
}

static u64 run_linux_queue(void *side, unsigned int thread)
{
	u64 began = ktime_get_ns();
	struct queue *q = side;
	unsigned int i;

	(void)thread;
	for (i = 0; i < BENCH_CALLS; i++)
		linux_fq_queue(&q->bd.domain, linux_fq_alloc(&q->bd.domain));
	return ktime_get_ns() - began;
}

#define LINUX_QUEUE \
	{ setup_linux_queue, run_linux_queue, teardown_linux_queue }

const struct bench_row bench_dma_rows[] = {
	{
		.name = "allocate, queue one by one",
		.ours = { setup_queue, run_queue, teardown_queue },
		.theirs = LINUX_QUEUE,
	}, {
		.name = "allocate, queue; as dma does",
		.ours = { setup_queue, run_lazy, teardown_queue },
		.theirs = LINUX_QUEUE,
		.percent = 60,
	}, {
		.name = "dma map, unmap; lazy",
		.ours = { setup_lazy, run, teardown },
		.theirs = { setup_linux_lazy, run, teardown },
		.percent = 70,
	}, {
		.name = "dma map, unmap; strict",
		.ours = { setup_strict, run, teardown },
		.theirs = { setup_linux_strict, run, teardown },
		.percent = 100,
		.free_flush_only = true,
	}, {
		.name = "our lazy against our strict",
		.ours = { setup_lazy, run, teardown },
		.theirs = { setup_strict, run, teardown },
		.percent = 100,
		.free_flush_only = true,
	},
	{ .name = NULL }
};
