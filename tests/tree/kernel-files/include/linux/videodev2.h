/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_VIDEODEV2_H
#define _LINUX_VIDEODEV2_H

struct v4l2_frmsize_stepwise {
	int unused;
};

struct v4l2_format {
	int unused;
};

#endif
