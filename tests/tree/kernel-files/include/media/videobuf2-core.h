/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MEDIA_VIDEOBUF2_CORE_H
#define _MEDIA_VIDEOBUF2_CORE_H

#define VB2_MAX_PLANES 8

struct vb2_buffer {
	int unused;
};

#endif
