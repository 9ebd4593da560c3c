/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MEDIA_MEDIA_DEVICE_H
#define _MEDIA_MEDIA_DEVICE_H

/* Nothing of it is used here, but a driver has one as a member. */
struct media_device {
	int unused;
};

#endif
