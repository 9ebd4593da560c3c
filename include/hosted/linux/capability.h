/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_CAPABILITY_H
#define _LINUX_CAPABILITY_H

#include <linux/types.h>

/* Everybody is root. */
#define CAP_IPC_LOCK 14
#define CAP_SYS_RAWIO 17
#define CAP_SYS_ADMIN 21

static inline bool capable(int cap)
{
	(void)cap;
	return true;
}

#endif
