// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rows of the IOVA allocator, against Linux's iova.c: a page, which both
 * have in their caches; so many that the caches overflow; and what is too large
 * for them.
 */
#include <hosted/iova.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/iova.h>
#include <linux/slab.h>

#include "fq.h"

extern typeof(init_iova_domain) linux_init_iova_domain;
extern typeof(iova_domain_init_rcaches) linux_iova_domain_init_rcaches;
extern typeof(put_iova_domain) linux_put_iova_domain;
extern typeof(iova_cache_get) linux_iova_cache_get;
extern typeof(iova_cache_put) linux_iova_cache_put;
extern typeof(alloc_iova_fast) linux_alloc_iova_fast;
extern typeof(free_iova_fast) linux_free_iova_fast;

#define LARGE 33
#define LIMIT DMA_BIT_MASK(32)

static void *setup_linux(unsigned int flush_ns)
{
	struct iova_domain *iovad = kzalloc(sizeof(*iovad), GFP_KERNEL);

	(void)flush_ns;
	if (!iovad || linux_iova_cache_get())
		bench_die("no memory");
	linux_init_iova_domain(iovad, SZ_4K, 1);
	if (linux_iova_domain_init_rcaches(iovad))
		bench_die("no caches of Linux's");
	return iovad;
}

static void teardown_linux(void *side)
{
	linux_put_iova_domain(side);
	linux_iova_cache_put();
	kfree(side);
}

static void *setup_ours(unsigned int flush_ns)
{
	struct iova_space *space = iova_space_create(SZ_4K, SZ_4K,
						     BIT(48) - 1);

	(void)flush_ns;
	if (IS_ERR(space))
		bench_die("no space");
	return space;
}

static void teardown_ours(void *side)
{
	iova_space_destroy(side);
}

static inline u64 linux_alloc(void *side, unsigned int pages)
{
	return linux_alloc_iova_fast(side, pages, LIMIT >> PAGE_SHIFT, true);
}

static inline void linux_free(void *side, u64 pfn, unsigned int pages)
{
	linux_free_iova_fast(side, pfn, pages);
}

static inline u64 ours_alloc(void *side, unsigned int pages)
{
	return iova_space_alloc(side, pages * SZ_4K, LIMIT);
}

static inline void ours_free(void *side, u64 iova, unsigned int pages)
{
	iova_space_free(side, iova, pages * SZ_4K);
}

/* So many are held at a time.  Put together as in fq-queue.c. */
static __always_inline u64 run(void *side, unsigned int pages,
			       unsigned int held,
			       u64 (*get)(void *side, unsigned int pages),
			       void (*put)(void *side, u64 iova,
					   unsigned int pages))
{
	u64 iovas[BENCH_BATCH], began = ktime_get_ns();
	unsigned int i, j;

	for (i = 0; i < BENCH_CALLS; i += held) {
		for (j = 0; j < held; j++) {
			iovas[j] = get(side, pages);
			if (!iovas[j])
				bench_die("no IOVA");
		}
		for (j = 0; j < held; j++)
			put(side, iovas[j], pages);
	}
	return ktime_get_ns() - began;
}

#define RUN(name, pages, held)						\
static u64 run_linux_##name(void *side, unsigned int thread)		\
{									\
	(void)thread;							\
	return run(side, pages, held, linux_alloc, linux_free);		\
}									\
static u64 run_ours_##name(void *side, unsigned int thread)		\
{									\
	(void)thread;							\
	return run(side, pages, held, ours_alloc, ours_free);		\
}

RUN(one, 1, 1)
RUN(many, 1, BENCH_BATCH)
RUN(large, LARGE, 1)
RUN(many_large, LARGE, BENCH_BATCH)

#define ROW(text, run_name) {						\
	.name = text,							\
	.ours = { setup_ours, run_ours_##run_name, teardown_ours },	\
	.theirs = { setup_linux, run_linux_##run_name, teardown_linux }, \
	.percent = 100,							\
	.free_flush_only = true,					\
}

const struct bench_row bench_iova_rows[] = {
	ROW("allocate, free; 1 page", one),
	ROW("... 256 of them held", many),
	ROW("allocate, free; 33 pages", large),
	ROW("... 256 of them held", many_large),
	{ .name = NULL }
};
