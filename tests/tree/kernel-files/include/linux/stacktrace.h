/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_STACKTRACE_H
#define _LINUX_STACKTRACE_H

/* Nothing of it is used here. */

#endif
