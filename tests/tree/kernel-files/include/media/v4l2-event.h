/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MEDIA_V4L2_EVENT_H
#define _MEDIA_V4L2_EVENT_H

struct v4l2_fh {
	int unused;
};

#endif
