// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rows of the queues: an unmapped page is queued, flushed with others, and
 * its IOVA is given back.
 */
#include <hosted/kernel.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include <iommu-shim/flush-queue.h>

#include "fq.h"
#include "fq-linux.h"

void (*bench_released)(unsigned long iova);
void (*bench_flushed)(u64 began);

void bench_die(const char *what)
{
	pr_emerg("bench-fq: %s\n", what);
	BUG();
}

static void flush_iotlb_all(struct iommu_domain *domain)
{
	struct bench_domain *bd =
		container_of(domain, struct bench_domain, domain);
	ktime_t end;
	u64 began;

	began = ktime_get_ns();
	atomic64_inc(&bd->flushes);
	if (bd->flush_ns)
		for (end = began + bd->flush_ns; ktime_get() < end; )
			;
	if (bench_flushed)
		bench_flushed(began);
}

static const struct iommu_domain_ops domain_ops = {
	.flush_iotlb_all = flush_iotlb_all,
};

void bench_domain_init(struct bench_domain *bd, unsigned int flush_ns)
{
	*bd = (struct bench_domain) {
		.domain = {
			.ops = &domain_ops,
			.type = IOMMU_DOMAIN_DMA_FQ,
			.pgsize_bitmap = SZ_4K,
			.geometry.aperture_end = BIT(48) - 1,
		},
		.flush_ns = flush_ns,
	};
}

/* Both sides' queue, ours or Linux's, and Linux's allocator where there is one. */
struct queue {
	struct bench_domain bd;
	struct iommu_fq *fq;
};

static struct queue *queue_alloc(unsigned int flush_ns)
{
	struct queue *q = kzalloc(sizeof(*q), GFP_KERNEL);

	if (!q)
		bench_die("no memory");
	bench_domain_init(&q->bd, flush_ns);
	return q;
}

static void ours_create(struct queue *q, enum iommu_fq_mode mode)
{
	struct iommu_fq_options options;

	iommu_fq_default_options(&options, false);
	options.mode = mode;
	if (mode == IOMMU_FQ_AUTO)
		options.entries = 32768;
	q->fq = iommu_fq_create(&q->bd.domain, &options);
	if (IS_ERR(q->fq))
		bench_die("no queue");
}

static void *setup_linux(unsigned int flush_ns)
{
	struct queue *q = queue_alloc(flush_ns);

	if (linux_fq_create(&q->bd.domain))
		bench_die("no queue of Linux's");
	return q;
}

static void *setup_linux_bare(unsigned int flush_ns)
{
	struct queue *q = queue_alloc(flush_ns);

	if (bare_fq_create(&q->bd.domain))
		bench_die("no queue of Linux's");
	return q;
}

static void *setup_ours(unsigned int flush_ns)
{
	struct queue *q = setup_linux(flush_ns);

	ours_create(q, IOMMU_FQ_PERCPU);
	return q;
}

static void *setup_ours_bare(unsigned int flush_ns)
{
	struct queue *q = queue_alloc(flush_ns);

	ours_create(q, IOMMU_FQ_PERCPU);
	return q;
}

static void *setup_ours_auto(unsigned int flush_ns)
{
	struct queue *q = queue_alloc(flush_ns);

	ours_create(q, IOMMU_FQ_AUTO);
	return q;
}

static void teardown_linux(void *side)
{
	struct queue *q = side;

	linux_fq_destroy(&q->bd.domain);
	kfree(q);
}

static void teardown_linux_bare(void *side)
{
	struct queue *q = side;

	bare_fq_destroy(&q->bd.domain);
	kfree(q);
}

static void teardown_ours(void *side)
{
	iommu_fq_destroy(((struct queue *)side)->fq);
	teardown_linux(side);
}

static void teardown_ours_bare(void *side)
{
	iommu_fq_destroy(((struct queue *)side)->fq);
	kfree(side);
}

static void release_nothing(struct iommu_domain *domain, unsigned long iova,
			    size_t size, void *cookie)
{
	(void)domain, (void)size, (void)cookie;
	if (bench_released)
		bench_released(iova);
}

static void release_iova(struct iommu_domain *domain, unsigned long iova,
			 size_t size, void *cookie)
{
	(void)size, (void)cookie;
	linux_fq_free(domain, iova);
}

/* IOVAs are taken before the clock is looked at: it is the queue's time. */
static void take(struct queue *q, unsigned long *iovas)
{
	unsigned int i;

	for (i = 0; i < BENCH_BATCH; i++) {
		iovas[i] = linux_fq_alloc(&q->bd.domain);
		if (!iovas[i])
			bench_die("no IOVA");
	}
}

static void invent(struct queue *q, unsigned long *iovas)
{
	unsigned int i;

	(void)q;
	for (i = 0; i < BENCH_BATCH; i++)
		iovas[i] = (i + 1UL) << PAGE_SHIFT;
}

/* Put together where its functions are known, so that they can be inlined. */
static __always_inline u64 run(struct queue *q,
			       void (*get)(struct queue *q, unsigned long *iovas),
			       void (*put)(struct queue *q, unsigned long iova))
{
	unsigned long iovas[BENCH_BATCH];
	unsigned int i, j;
	u64 ns = 0, began;

	for (i = 0; i < BENCH_CALLS; i += BENCH_BATCH) {
		get(q, iovas);
		began = ktime_get_ns();
		for (j = 0; j < BENCH_BATCH; j++)
			put(q, iovas[j]);
		ns += ktime_get_ns() - began;
	}
	return ns;
}

static void put_linux(struct queue *q, unsigned long iova)
{
	linux_fq_queue(&q->bd.domain, iova);
}

static void put_linux_bare(struct queue *q, unsigned long iova)
{
	bare_fq_queue(&q->bd.domain, iova);
}

static void put_ours(struct queue *q, unsigned long iova)
{
	iommu_fq_queue(q->fq, iova, PAGE_SIZE, release_iova, NULL);
}

static void put_ours_bare(struct queue *q, unsigned long iova)
{
	iommu_fq_queue(q->fq, iova, PAGE_SIZE, release_nothing, NULL);
}

static u64 run_linux(void *side, unsigned int thread)
{
	(void)thread;
	return run(side, take, put_linux);
}

static u64 run_linux_bare(void *side, unsigned int thread)
{
	(void)thread;
	return run(side, invent, put_linux_bare);
}

static u64 run_ours(void *side, unsigned int thread)
{
	(void)thread;
	return run(side, take, put_ours);
}

static u64 run_ours_bare(void *side, unsigned int thread)
{
	(void)thread;
	return run(side, invent, put_ours_bare);
}

#define LINUX { setup_linux, run_linux, teardown_linux }
#define LINUX_BARE { setup_linux_bare, run_linux_bare, teardown_linux_bare }

const struct bench_row bench_queue_rows[] = {
	{
		.name = "queue; per CPU, 256 as Linux",
		.ours = { setup_ours_bare, run_ours_bare, teardown_ours_bare },
		.theirs = LINUX_BARE,
	}, {
		.name = "queue; auto",
		.ours = { setup_ours_auto, run_ours_bare, teardown_ours_bare },
		.theirs = LINUX_BARE,
		.percent = 50,
	}, {
		.name = "queue; free to Linux's allocator",
		.ours = { setup_ours, run_ours, teardown_ours },
		.theirs = LINUX,
	}, {
	}
};

