/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_OF_DEVICE_H
#define _LINUX_OF_DEVICE_H

/* Nothing of it is used here. */

#endif
