/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MEDIA_V4L2_MEM2MEM_H
#define _MEDIA_V4L2_MEM2MEM_H

#include <media/videobuf2-core.h>

struct v4l2_m2m_dev;

struct vb2_v4l2_buffer {
	struct vb2_buffer vb2_buf;
};

struct v4l2_m2m_buffer {
	struct vb2_v4l2_buffer vb;
};

#endif
