/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __DRM_GEM_H__
#define __DRM_GEM_H__

#include <drm/drm_mm.h>
#include <linux/bitmap.h>
#include <linux/completion.h>
#include <linux/io.h>
#include <linux/kref.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>

struct iosys_map;
struct drm_file;
struct seq_file;
struct vm_area_struct;
struct dma_buf_attachment;

struct drm_device {
	struct device *dev;
	void *dev_private;
};

struct drm_gem_object {
	struct drm_device *dev;
	size_t size;
};

/* Members of what the GPU's driver has beside its MMU. */
struct idr {
	int unused;
};

typedef struct {
	int unused;
} wait_queue_head_t;

#endif
