/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_ONCE_H
#define _LINUX_ONCE_H

#include <linux/printk.h>

#define DO_ONCE_LITE(func, ...) \
	({ if (__hosted_once()) func(__VA_ARGS__); })

#endif
