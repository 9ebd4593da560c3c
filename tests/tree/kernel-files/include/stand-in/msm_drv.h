/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __MSM_DRV_H__
#define __MSM_DRV_H__

/* In place of the driver's own, which needs all of DRM. */
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/pm_runtime.h>
#include <linux/slab.h>

struct msm_gpu;
struct msm_mmu;

#endif
