/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _DRM_GPU_SCHEDULER_H_
#define _DRM_GPU_SCHEDULER_H_

struct drm_gpu_scheduler {
	int unused;
};

struct drm_sched_job {
	int unused;
};

struct drm_sched_entity {
	int unused;
};

#endif
