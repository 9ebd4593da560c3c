/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_CRASH_DUMP_H
#define _LINUX_CRASH_DUMP_H

#include <linux/types.h>

/* This is not the kernel that saves what another left. */
static inline bool is_kdump_kernel(void)
{
	return false;
}

#endif
