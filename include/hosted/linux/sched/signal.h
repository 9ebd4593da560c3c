/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_SCHED_SIGNAL_H
#define _LINUX_SCHED_SIGNAL_H

#include <linux/capability.h>
#include <linux/limits.h>
#include <linux/sched.h>

/* No process is limited. */
#define RLIMIT_MEMLOCK 8
#define rlimit(limit) ((void)(limit), ULONG_MAX)

#endif
