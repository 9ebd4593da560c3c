/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_INTERRUPT_H
#define _LINUX_INTERRUPT_H

#include <linux/rbtree.h>

/* For its users that count on this; nothing of itself. */

#endif
