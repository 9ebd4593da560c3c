/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MEDIA_V4L2_IOCTL_H
#define _MEDIA_V4L2_IOCTL_H

#include <linux/videodev2.h>

#endif
