/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SAMPLES_ROCKCHIP_GEM_H
#define SAMPLES_ROCKCHIP_GEM_H

#include <linux/device.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct rockchip_drm;

/* A frame buffer: pages, and where the display finds them. */
struct rockchip_gem {
	struct rockchip_drm *drm;
	dma_addr_t dma_addr;
	size_t size;
	unsigned int num_pages;
	struct page **pages;
	struct sg_table sgt;
};

struct rockchip_drm *rockchip_drm_init(struct device *dev);
void rockchip_drm_fini(struct rockchip_drm *drm);

struct rockchip_gem *rockchip_gem_create(struct rockchip_drm *drm,
					 size_t size);
void rockchip_gem_free(struct rockchip_gem *gem);

#endif
