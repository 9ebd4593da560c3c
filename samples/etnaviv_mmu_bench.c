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
#define FRAMES 3

int bench_run(struct bench *b, struct device *dev)
{
	struct etnaviv_iommu *mmu = etnaviv_iommu_new(dev);
	struct page **pages;
	struct sg_table sgt;
	unsigned int i, skip = 0;
	long iova;

	if (IS_ERR(mmu))
		return PTR_ERR(mmu);
	for (i = 0; i < FRAMES; i++) {
		pages = bench_sgt_alloc(&sgt, NPAGES);
		if (!pages)
			return -ENOMEM;
		do {
			hosted_mem_fail(skip++, i ? 0 : 1);
			iova = etnaviv_iommu_map_gem(mmu, &sgt);
		} while (hosted_mem_fail(0, 0));
		bench_expect(b, iova > 0);
		bench_device_uses(b, iova, pages, NPAGES);
		etnaviv_iommu_unmap_gem(mmu, iova, &sgt);
		bench_device_cut_off(b, iova, NPAGES);
		bench_sgt_free(&sgt, pages, NPAGES);
	}
	bench_expect(b, skip > FRAMES);
	etnaviv_iommu_free(mmu);
	return 0;
}
