/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SAMPLES_TEGRA_DRM_H
#define SAMPLES_TEGRA_DRM_H

#include <linux/device.h>
#include <linux/types.h>

struct tegra_drm;

struct tegra_drm *tegra_drm_load(struct device *dev);
void tegra_drm_unload(struct tegra_drm *tegra);

/* Contiguous memory, for firmware; ERR_PTR(-ENOMEM), ERR_PTR(-ENOSPC). */
void *tegra_drm_alloc(struct tegra_drm *tegra, size_t size, dma_addr_t *dma);
void tegra_drm_free(struct tegra_drm *tegra, size_t size, void *virt,
		    dma_addr_t dma);

#endif
