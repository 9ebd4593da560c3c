/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MEDIA_V4L2_DEVICE_H
#define _MEDIA_V4L2_DEVICE_H

#include <media/v4l2-dev.h>

struct v4l2_device {
	int unused;
};

#endif
