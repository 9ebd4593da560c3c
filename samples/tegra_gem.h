/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SAMPLES_TEGRA_GEM_H
#define SAMPLES_TEGRA_GEM_H

#include <linux/device.h>
#include <linux/scatterlist.h>

struct tegra_gem;

/* A buffer that another driver exported. */
struct tegra_bo {
	struct tegra_gem *gem;
	struct sg_table *sgt;
	dma_addr_t iova;
	size_t size;
};

struct tegra_gem *tegra_gem_new(struct device *dev);
void tegra_gem_del(struct tegra_gem *gem);

struct tegra_bo *tegra_bo_import(struct tegra_gem *gem, struct sg_table *sgt);
void tegra_bo_free(struct tegra_bo *bo);

#endif
