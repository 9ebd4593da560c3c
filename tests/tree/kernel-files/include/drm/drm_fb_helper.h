/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DRM_FB_HELPER_H
#define DRM_FB_HELPER_H

/* Nothing of it is used here. */

#endif
