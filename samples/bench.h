/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SAMPLES_BENCH_H
#define SAMPLES_BENCH_H

/*
 * What the benches share.  A bench drives one sample on a simulated device; it
 * is the device's side and the user of the sample at once, and judges by data:
 * what the device read must be what was in memory, what it wrote must arrive,
 * and once the sample has unmapped, the device must reach nothing.
 *
 * bench.c has main(), which prints
 *
 *   sample=NAME dma=ok|stale|corrupt invalidations=N
 *
 * on a software IOMMU of the preset that its first argument names, if it has
 * one, and exits with 0 when dma=ok, 1 otherwise, 2 when the bench could not run.
 */

#include <linux/device.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct bench;

/* Of the sample's bench. */
extern const char *const bench_name;
/* 0, or a negative errno when something failed that must not. */
int bench_run(struct bench *b, struct device *dev);

/*
 * The device reads @npages pages at @iova and then overwrites them; both are
 * compared with @pages.  Afterwards the IOTLB holds what is needed for it.
 */
void bench_device_uses(struct bench *b, unsigned long iova,
		       struct page **pages, unsigned int npages);
/* The device may only read: a write must fault. */
void bench_device_reads(struct bench *b, unsigned long iova,
			struct page **pages, unsigned int npages);
/* It was unmapped: no page of it may be read or written any more. */
void bench_device_cut_off(struct bench *b, unsigned long iova,
			  unsigned int npages);
/* What the bench compared itself: false is corrupt. */
void bench_data(struct bench *b, bool ok);
/* So far everything was as it should be. */
bool bench_ok(struct bench *b);
/* A condition of the bench itself; reported when it does not hold. */
#define bench_expect(b, cond) bench_expected(b, cond, #cond)
void bench_expected(struct bench *b, bool cond, const char *text);

/* Pages that are not all contiguous, filled; NULL without memory. */
struct page **bench_pages_alloc(unsigned int npages);
void bench_pages_free(struct page **pages, unsigned int npages);
/* The same with a list of them; freed without pages: the list only. */
struct page **bench_sgt_alloc(struct sg_table *sgt, unsigned int npages);
void bench_sgt_free(struct sg_table *sgt, struct page **pages,
		    unsigned int npages);

#endif
