// SPDX-License-Identifier: GPL-2.0-only
/*
 * Page flipping: the next buffer is mapped before the last one goes.
 */
#include <linux/err.h>
#include <linux/kernel.h>

#include "bench.h"
#include "tegra_gem.h"

const char *const bench_name = "tegra_gem";

#define NPAGES 30
#define FLIPS 8

int bench_run(struct bench *b, struct device *dev)
{
	struct tegra_gem *gem = tegra_gem_new(dev);
	struct tegra_bo *bo, *last = NULL;
	struct page **pages[2];
	struct sg_table sgt[2];
	dma_addr_t iova;
	unsigned int i;

	if (IS_ERR(gem))
		return PTR_ERR(gem);
	for (i = 0; i < 2; i++) {
		pages[i] = bench_sgt_alloc(&sgt[i], NPAGES);
		if (!pages[i])
			return -ENOMEM;
	}
	for (i = 0; i <= FLIPS; i++) {
		bo = i < FLIPS ? tegra_bo_import(gem, &sgt[i % 2]) : NULL;
		if (IS_ERR(bo))
			return PTR_ERR(bo);
		if (bo)
			bench_device_uses(b, bo->iova, pages[i % 2], NPAGES);
		if (last) {
			iova = last->iova;
			tegra_bo_free(last);
			bench_device_cut_off(b, iova, NPAGES);
		}
		last = bo;
	}
	for (i = 0; i < 2; i++)
		bench_sgt_free(&sgt[i], pages[i], NPAGES);
	tegra_gem_del(gem);
	return 0;
}
