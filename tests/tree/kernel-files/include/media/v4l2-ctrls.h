/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MEDIA_V4L2_CTRLS_H
#define _MEDIA_V4L2_CTRLS_H

struct v4l2_ctrl;
struct v4l2_ctrl_h264_decode_params;
struct v4l2_ctrl_h264_sps;
struct v4l2_ctrl_h264_pps;

#define V4L2_H264_NUM_DPB_ENTRIES 16

struct v4l2_ctrl_handler {
	int unused;
};

#endif
