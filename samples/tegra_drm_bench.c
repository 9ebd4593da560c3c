// SPDX-License-Identifier: GPL-2.0-only
/*
 * A video decoder runs firmware of several sizes, one after the other; what it
 * was given is somebody else's memory when it has been freed.
 */
#include <hosted/memory.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/mm.h>

#include "bench.h"
#include "tegra_drm.h"

const char *const bench_name = "tegra_drm";

#define ROUNDS 16

int bench_run(struct bench *b, struct device *dev)
{
	struct tegra_drm *tegra = tegra_drm_load(dev);
	unsigned int i, j, npages, skip = 0;
	struct page *pages[ROUNDS];
	dma_addr_t dma;
	void *virt;

	if (IS_ERR(tegra))
		return PTR_ERR(tegra);
	do {
		hosted_mem_fail(skip++, 1);
		virt = tegra_drm_alloc(tegra, SZ_8K, &dma);
		bench_expect(b, !IS_ERR(virt) || PTR_ERR(virt) == -ENOMEM);
	} while (hosted_mem_fail(0, 0));
	tegra_drm_free(tegra, SZ_8K, virt, dma);
	bench_expect(b, PTR_ERR(tegra_drm_alloc(tegra, SZ_4M + 1, &dma)) ==
		     -ENOMEM);

	for (i = 0; i < ROUNDS; i++) {
		size_t size = (i + 1) * PAGE_SIZE - 1;

		virt = tegra_drm_alloc(tegra, size, &dma);
		bench_expect(b, !IS_ERR(virt));
		if (IS_ERR(virt))
			return PTR_ERR(virt);
		npages = i + 1;
		for (j = 0; j < npages; j++)
			pages[j] = virt_to_page(virt) + j;
		bench_device_uses(b, dma, pages, npages);
		tegra_drm_free(tegra, size, virt, dma);
		bench_device_cut_off(b, dma, npages);
	}
	tegra_drm_unload(tegra);
	return 0;
}
