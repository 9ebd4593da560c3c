/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MEDIA_V4L2_DEV_H
#define _MEDIA_V4L2_DEV_H

#include <linux/videodev2.h>

struct video_device {
	int unused;
};

#endif
