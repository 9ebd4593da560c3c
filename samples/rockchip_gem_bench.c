// SPDX-License-Identifier: GPL-2.0-only
/*
 * Scan-out of frame buffers that come and go; memory runs out at every place
 * once.
 */
#include <hosted/memory.h>
#include <linux/err.h>
#include <linux/kernel.h>

#include "bench.h"
#include "rockchip_gem.h"

const char *const bench_name = "rockchip_gem";

#define NFRAMES 4

int bench_run(struct bench *b, struct device *dev)
{
	struct rockchip_drm *drm = rockchip_drm_init(dev);
	struct rockchip_gem *gem[NFRAMES];
	unsigned int i, skip = 0, npages;
	unsigned long iova;

	if (IS_ERR(drm))
		return PTR_ERR(drm);
	for (;; skip++) {
		hosted_mem_fail(skip, 1);
		gem[0] = rockchip_gem_create(drm, 8 * PAGE_SIZE);
		if (!hosted_mem_fail(0, 0))
			break;
		bench_expect(b, PTR_ERR(gem[0]) == -ENOMEM);
	}
	bench_expect(b, skip > 8);
	for (i = 1; i < NFRAMES; i++) {
		gem[i] = rockchip_gem_create(drm, (i + 1) * SZ_64K - 100);
		if (IS_ERR(gem[i]))
			return PTR_ERR(gem[i]);
	}
	for (i = 0; i < NFRAMES; i++)
		bench_device_uses(b, gem[i]->dma_addr, gem[i]->pages,
				  gem[i]->num_pages);
	for (i = 0; i < NFRAMES; i++) {
		iova = gem[i]->dma_addr;
		npages = gem[i]->num_pages;
		rockchip_gem_free(gem[i]);
		bench_device_cut_off(b, iova, npages);
	}
	rockchip_drm_fini(drm);
	return 0;
}
