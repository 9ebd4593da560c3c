// SPDX-License-Identifier: GPL-2.0-only
/*
 * A GPU renders into one object after the other, each of pages from all over
 * memory; some do not get mapped for want of memory.
 */
#include <hosted/memory.h>
#include <linux/err.h>
#include <linux/kernel.h>

#include "bench.h"
#include "etnaviv_mmu.h"

const char *const bench_name = "etnaviv_mmu";

#define NPAGES 40
/* Of a table of the IOMMU's own, all but so many are taken by another object. */
#define TABLE_PAGES 512
#define LEFT_PAGES 12
#define FRAMES 3

/* Where an object of  pages is mapped; its pages are new ones each try. */
static long bench_map(struct bench *b, struct etnaviv_iommu *mmu,
		      struct sg_table *sgt, struct page ***pages, bool fails)
{
	unsigned int skip;
	long iova;

	for (skip = 0;; skip++) {
		*pages = bench_sgt_alloc(sgt, NPAGES);
		bench_expect(b, *pages);
		if (!*pages)
			return -ENOMEM;
		hosted_mem_fail(skip, fails);
		iova = etnaviv_iommu_map_gem(mmu, sgt);
		if (!hosted_mem_fail(0, 0))
			break;
		bench_expect(b, iova == -ENOMEM);
		bench_sgt_free(sgt, *pages, NPAGES);
	}
	bench_expect(b, iova > 0);
	bench_expect(b, fails == (skip > 0));
	return iova;
}

static void bench_frames(struct bench *b, struct etnaviv_iommu *mmu)
{
	struct page **pages;
	struct sg_table sgt;
	unsigned int i;
	long iova;

	for (i = 0; i < FRAMES; i++) {
		/* A first one is half mapped when it needs another table. */
		iova = bench_map(b, mmu, &sgt, &pages, i == 0);
		if (iova < 0)
			return;
		bench_device_uses(b, iova, pages, NPAGES);
		etnaviv_iommu_unmap_gem(mmu, iova, &sgt);
		bench_device_cut_off(b, iova, NPAGES);
		bench_sgt_free(&sgt, pages, NPAGES);
	}
}

int bench_run(struct bench *b, struct device *dev)
{
	const unsigned int npages = TABLE_PAGES - LEFT_PAGES;
	struct etnaviv_iommu *mmu = etnaviv_iommu_new(dev);
	struct page **pages;
	struct sg_table sgt;
	long iova;

	if (IS_ERR(mmu))
		return PTR_ERR(mmu);
	pages = bench_sgt_alloc(&sgt, npages);
	if (!pages)
		return -ENOMEM;
	iova = etnaviv_iommu_map_gem(mmu, &sgt);
	bench_expect(b, iova > 0);
	bench_frames(b, mmu);
	bench_device_uses(b, iova, pages, npages);
	etnaviv_iommu_unmap_gem(mmu, iova, &sgt);
	bench_device_cut_off(b, iova, npages);
	bench_sgt_free(&sgt, pages, npages);
	etnaviv_iommu_free(mmu);
	return 0;
}
