/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DRM_PRINT_H_
#define DRM_PRINT_H_

#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/printk.h>
#include <linux/slab.h>

struct drm_printer {
	unsigned int used, free;	/* lines that end so */
};

/* A test's own. */
void drm_printf(struct drm_printer *p, const char *f, ...) __printf(2, 3);

#define DRM_DEBUG(fmt, ...) pr_debug(fmt, ##__VA_ARGS__)
#define DRM_ERROR(fmt, ...) pr_err(fmt, ##__VA_ARGS__)

#endif
